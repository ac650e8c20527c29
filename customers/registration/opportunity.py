"""What opportunities tell core."""

from django.utils.translation import gettext_lazy as _

from customers.models import Opportunity
from customers.registration.shared import of_customer, reads
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.registry import Tab, register_document, register_lookup, register_menu, register_tab


def register():
    register_document(Opportunity, "OPP", _("Opportunity"), _("Opportunities"), "target-arrow", "opportunity-list")
    register_menu("customers", _("Opportunities"), "opportunity-list", "target-arrow", reads("opportunity"), order=20)
    register_tab("customer", Tab(
        "opportunities", _("Opportunities"), "customer-opportunities", icon="target-arrow", order=10,
        count=lambda customer, user: customer.opportunities.visible_to(user).count(),
        can=lambda user, customer: may_at_all(user, "opportunity", "R"),
    ))  # fmt: skip
    register_lookup(
        "opportunity", lambda user: Opportunity.objects.visible_to(user), label=lambda found: found.title,
        note=lambda found: found.number, narrow=of_customer,
    )  # fmt: skip
