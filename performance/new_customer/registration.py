"""What new and potential customers tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from performance.coaching.permissions import reads_notes
from performance.new_customer.clock import close_year
from salesmgmt.core import registry


def register():
    registry.register_menu(
        "performance", _("New and potential customers"), "performance-new-customers", "user-star", reads_notes, 12
    )
    registry.register_periodic(
        "new-customer-year",
        _("New and potential customers of the past year"),
        "10 1 1 1 *",
        close_year,
        "PLN-06",
        every_slot=True,
        in_batches=True,
    )
