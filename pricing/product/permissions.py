from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.refusal import because


@because(_("Products and price rules are kept by the sales management."))
def can_edit_product(user, product=None):
    return may_at_all(user, "price", "U")


def can_read_prices(user):
    return may_at_all(user, "price", "R")
