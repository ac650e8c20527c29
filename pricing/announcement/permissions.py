from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because


@because(_("New prices are explained to the customer by whoever is in charge of him, or the manager of his region."))
def can_tell_customer(user, notice):
    return may(user, "price_notice", "U", owner=notice.responsible)
