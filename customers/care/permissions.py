from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may, may_at_all, scopes
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.care.models import CareTask
    from salesmgmt.core.models import User


@because(_("Greetings are sent by the sales representative in charge of the customer."))
def can_greet(user: User, care: CareTask) -> bool:
    """The responsible rep (REL-01)."""
    return may(user, "follow_up", "U", owner=care.customer.owner)


@because(_("The festivals are kept by the sales director and the service centre."))
def can_edit_festivals(user: User) -> bool:
    return bool(scopes(user, "festival", "U"))


def may_greet(user: User) -> bool:
    return may_at_all(user, "follow_up", "U")
