"""The next step on a record: what somebody means to do about it, until when; a to-do of his own on any document."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from salesmgmt.core import calendar
from salesmgmt.core.domain.todo import open_task
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Task

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import User

KIND = "next-step"
LONGEST = 200
# So many open ones of one person on one document: more is a list nobody works off.
MOST = 10


@transaction.atomic
def plan_next_step(document: Any, user: User, text: str, due_on: dt.date | None) -> Task:
    """Note what ``user`` does next about a document he sees, of at most 200 characters, until a day from today on."""
    text = " ".join(text.split())
    if not text:
        raise BusinessError(_("Write what is to be done next."))
    if len(text) > LONGEST:
        raise BusinessError(_("A next step has at most %(most)d characters.") % {"most": LONGEST})
    if due_on is None:
        raise BusinessError(_("Say until when."))
    if due_on < calendar.today():
        raise BusinessError(_("A next step lies ahead: the day is over."))
    if next_steps(document).filter(person=user).count() >= MOST:
        raise BusinessError(_("Do one of your next steps first: more than %(most)d do not fit.") % {"most": MOST})
    key = f"{user.pk}-{uuid.uuid4().hex}"
    return open_task(KIND, document, user, text, key=key, due_on=due_on, tell=False)


def next_steps(document: Any) -> Any:
    """What is open, of everybody who sees the document, the nearest first."""
    return Task.objects.about(document).open().filter(kind=KIND).order_by("due_on", "pk")
