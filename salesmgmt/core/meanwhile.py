"""What happened to a document before somebody came too late: who did what, instead of "you may not"."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.states import DRAFT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any

    from salesmgmt.core.models import AuditEntry, User

# The field of a form that says up to where its page has shown the document's history.
MARK = "known"
# So many steps back is looked for the status in which the act was open.
STEPS_BACK = 5


def last_moves(document: Any) -> list:
    """The newest changes of status in the document's history; that it was begun as a draft is none."""
    rows = audit.timeline(document).exclude(to_status="").exclude(from_status="", to_status=DRAFT)
    return list(rows.order_by("-pk")[:STEPS_BACK])


def in_words(document: Any) -> str:
    """Who brought the document to where it stands, and when; "" where nobody did."""
    moves = last_moves(document)
    return _said(moves[0]) if moves else ""


def last_act_in_words(document: Any) -> str:
    """Who did what to the document last: for one who edits an older state of it."""
    entry = _newest(document)
    return _done(entry) if entry is not None else ""


def mark_of(document: Any) -> int:
    """Up to where a page has shown what was done to the document: its form sends it along (``name_the_first``)."""
    entry = _newest(document)
    return entry.pk if entry is not None else 0


def name_the_first(refusal: BusinessError, document: Any, mark: int | None) -> BusinessError:
    """The refusal of an act from an older window, with what was done to the document after its ``mark``: who was first,
    and when. What the refused act leaves behind itself (``remains``) is not somebody else's."""
    entry = _newest(document)
    if mark is not None and entry is not None and entry.pk > mark and refusal.remains is None:
        text = str(refusal)
        if _done(entry) not in text and _said(entry) not in text:
            refusal.message = f"{text} {_done(entry)}"
    return refusal


def _newest(document: Any) -> AuditEntry | None:
    return audit.timeline(document).order_by("-pk").first()


def _done(entry: AuditEntry) -> str:
    return _("%(who)s, %(when)s: %(what)s.") % {"who": _who(entry), "when": _when(entry), "what": entry.label}


def _said(entry: AuditEntry) -> str:
    return _("%(who)s has set it to “%(status)s” meanwhile (%(when)s).") % {
        "who": _who(entry),
        "status": entry.status_label(entry.to_status),
        "when": _when(entry),
    }


def _who(entry: AuditEntry) -> User | str:
    return entry.actor or _("The system")


def _when(entry: AuditEntry) -> str:
    return moment_in_words(entry.at)


def moment_in_words(moment: datetime) -> str:
    """The hour, of another day with its date."""
    at = timezone.localtime(moment)
    return f"{at:%H:%M}" if at.date() == timezone.localdate() else f"{at:%Y-%m-%d %H:%M}"


def with_words(text: str, document: Any) -> str:
    """A refusal and, behind it, who was quicker, once."""
    words = in_words(document)
    return text if words in text else f"{text} {words}".strip()


def came_too_late(is_open: Callable, document: Any, text: str = "") -> Any:
    """BusinessError that tells what happened, where the act was open to this person before; None where it never was.

    ``is_open(document)`` is the predicate that showed the button; it is asked of the document as it is now, as it was
    read before the act, and as it stood before each of its last changes of status. ``text`` is what the rule said.
    """
    moves = last_moves(document)
    if not moves or not hasattr(document, "status"):
        return None
    now = type(document)._base_manager.get(pk=document.pk)
    if is_open(now) or not (is_open(document) or any(is_open(_before(entry, now)) for entry in moves)):
        return None
    return BusinessError(with_words(text or _("This can no longer be done."), now))


def _before(entry: AuditEntry, document: Any) -> Any:
    """The document as it stood before a change of its status."""
    earlier = copy.copy(document)
    earlier.status = entry.from_status
    return earlier
