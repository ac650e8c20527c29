"""A person acknowledges a policy: at sign-in before anything else, or on its page (TEAM-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from performance.policy_document.models import PolicyAcknowledgement, PolicyDocument
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import lock

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest

    from salesmgmt.core.models import User

# In the session from the sign-in on until nothing is left to be acknowledged.
GATE = "policies_to_acknowledge"


def must_acknowledge_first(user: Any) -> bool:
    """TEAM-07: with an effective policy version he has not acknowledged, a person does that before anything else.

    The administrator is asked too, but never kept out: he has to be able to put right what others cannot.
    """
    return not user.has_role(Role.ADM) and PolicyDocument.objects.due_for(user).exists()


def ask_at_sign_in(request: HttpRequest) -> None:
    """Asked once, when he signs in, and kept in the session: no page pays for it afterwards (TEAM-07)."""
    request.session.pop(GATE, None)
    if must_acknowledge_first(request.user):
        request.session[GATE] = True


@transaction.atomic
def acknowledge_policy(pk: int, user: User) -> PolicyDocument:
    """He has read this version and will follow it; once, and never for somebody else (TEAM-07).

    The row is its own record, which nobody changes: the history of the policy is that of its signatures.
    """
    policy = lock(PolicyDocument, pk, "created_by")
    if not PolicyDocument.objects.due_for(user).filter(pk=pk).exists():
        raise BusinessError(_("There is nothing for you to acknowledge here: not effective, or acknowledged already."))
    PolicyAcknowledgement.objects.create(policy=policy, person=user)
    return policy
