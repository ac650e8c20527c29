"""Drafts that are not wanted: one way to throw them away for every kind of document that begins as a draft.

The row stays, with its number and its history; its status says that it is discarded, nothing counts it as alive, and the
version it was to replace lives again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from salesmgmt.core import audit
from salesmgmt.core.domain.approvals.read import current_round
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Task
from salesmgmt.core.refusal import because
from salesmgmt.core.state import guard, lock, move, require
from salesmgmt.core.states import DISCARDED, DRAFT

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import Document, User

__all__ = ["DISCARDED", "Draft", "can_discard", "discard", "draft_kind", "register_draft", "status_before"]


@dataclass(frozen=True)
class Draft:
    """How the drafts of one model are thrown away.

    ``can(user, document)`` is whoever may edit the draft. ``lock_first(pk)`` locks what comes before the document in the
    order of locks; ``after(document, user)`` brings back what the draft had taken the place of. Both run in the
    transaction.
    """

    model: type
    can: Callable
    lock_first: Callable | None = None
    after: Callable | None = None


_drafts: dict = {}


def register_draft(
    model: type[Any], can: Callable, *, lock_first: Callable | None = None, after: Callable | None = None
) -> None:
    if model in _drafts:
        raise ValueError(f"the drafts of {model.__name__} are registered twice")
    if DISCARDED not in model.TRANSITIONS[DRAFT]:
        raise ValueError(f"the table of {model.__name__} does not lead from draft to {DISCARDED}")
    _drafts[model] = Draft(model, can, lock_first, after)


def draft_kind(model: type[Any]) -> Draft | None:
    """The registered Draft of a model; None where it has no drafts, or a way of its own to end them."""
    return _drafts.get(model)


@because(gettext_lazy("A draft is discarded by whoever may edit it."))
def can_discard(user: User, document: Document) -> bool:
    """A draft, by whoever may edit it."""
    kind = draft_kind(type(document))
    return kind is not None and document.status == DRAFT and kind.can(user, document)


@transaction.atomic
def discard(model: type[Any], pk: int, user: User, comment: str) -> Any:
    """draft → discarded, with the reason; open to-dos about it are cancelled.

    Raises BusinessError without a reason, once the document is no draft any more, and while it is in approval.
    """
    kind = draft_kind(model)
    if kind.lock_first:
        kind.lock_first(pk)
    document = lock(model, pk)
    guard(document, DISCARDED)
    require(can_discard(user, document))
    if not comment.strip():
        raise BusinessError(_("Say why the draft is thrown away."))
    if current_round(document) is not None:
        raise BusinessError(_("This document is already in approval."))
    move(document, DISCARDED, user, comment=comment, action=gettext_noop("Draft thrown away"))
    Task.objects.about(document).open().update(status=Task.Status.CANCELLED, done_at=timezone.now())
    if kind.after:
        kind.after(document, user)
    return document


def status_before(document: Any, status: Any) -> str:
    """The status a document left when it last became ``status``, by its history; "" where that is not known."""
    entry = audit.timeline(document).filter(to_status=status).exclude(from_status="").order_by("-pk").first()
    return entry.from_status if entry else ""
