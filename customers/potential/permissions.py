"""Who records the milestones of a potential customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import Document, User


@because(_("Samples and intents are recorded by the sales representative in charge."))
def can_record_milestone(user: User, document: Document) -> bool:
    """The responsible rep of a lead or an opportunity records sample and intent (LEAD-08)."""
    return document.responsible == user and may(user, document.KIND, "U", owner=document.responsible)


def can_record(user: User, document: Any) -> bool:
    """Now: somebody was spoken to and it is not decided yet."""
    return document.takes_milestones and can_record_milestone(user, document)


def has_milestones(user: User, document: Any) -> bool:
    """There is something on the paper."""
    return bool(document.sample_confirmed_on or document.intent_agreed_on)
