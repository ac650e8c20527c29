from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.refusal import because


@because(_("A price list is edited by the sales management, while it is a draft."))
def can_edit_price_list(user, price_list):
    return may_at_all(user, "price", "U") and price_list.is_editable


def can_submit_price_list(user, price_list):
    return can_edit_price_list(user, price_list)


@because(_("A price list is taken back by the sales management."))
def can_recall_price_list(user, price_list):
    return may_at_all(user, "price", "U")
