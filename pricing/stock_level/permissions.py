from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.refusal import because


@because(_("Stock is stated by the production and operations department or the warehouse."))
def can_state_stock(user, level=None):
    return may_at_all(user, "stock_level", "U")


def can_read_stock(user, product=None):
    return may_at_all(user, "stock_level", "R")
