from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.refusal import because


@because(_("The price policy is proposed by the deputy manager of marketing or the sales director."))
def can_propose_policy(user):
    return may_at_all(user, "price_policy", "C")


@because(_("The price policy is edited by whoever may propose it, before it is decided."))
def can_edit_policy(user, policy):
    return policy.is_editable and may_at_all(user, "price_policy", "U")
