from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.refusal import because


@because(_("Costs are kept by the sales management."))
def can_edit_cost(user, product=None):
    return may_at_all(user, "cost", "U")
