from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may, may_at_all
from salesmgmt.core.refusal import because


@because(_("Competitors' prices are entered by the sales department."))
def can_enter_competitor_price(user):
    return may_at_all(user, "competitor_price", "C")


@because(_("A competitor's price is corrected by whoever entered it, or the sales management."))
def can_edit_competitor_price(user, row):
    return may(user, "competitor_price", "U", owner=row.created_by)
