from django.utils.translation import gettext_lazy as _

from salesmgmt.core.domain.first_day import is_being_prepared
from salesmgmt.core.permissions import Role
from salesmgmt.core.refusal import because


@because(
    _(
        "Running contracts are brought in before the go-live by contract management, the sales director or the administrator."
    )
)
def can_bring_in_contracts(user):
    """Before the go-live alone: afterwards every contract passes its review (CON-03), whoever brings it."""
    return user.has_role(Role.CMG, Role.DIR) and is_being_prepared()
