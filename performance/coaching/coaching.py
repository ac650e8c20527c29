"""Writing coaching notes and closing them (TEAM-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.coaching.models import CoachingNote
from performance.coaching.permissions import can_close_note, can_coach, can_edit_note
from performance.coaching.states import CoachingNoteStatus
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.todo import close_tasks, open_task
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import User

TASK = "coaching_note"


@transaction.atomic
def write_note(user: User, *, rep: User, held_on: dt.date, due_on: dt.date, **fields: Any) -> CoachingNote:
    """What was found and agreed with one of his people; the person is told, the superior gets the day in his to-dos (TEAM-06)."""
    require(can_coach(user, rep))
    _check(held_on, due_on)
    note = CoachingNote.objects.create(
        number=next_number(CoachingNote.KIND, today()),
        created_by=user,
        rep=rep,
        held_on=held_on,
        due_on=due_on,
        **fields,
    )
    audit.record(note, user, gettext_noop("Created"), to_status=note.status)
    notify(
        [rep],
        lambda: _("Coaching note: %(topic)s") % {"topic": note.get_topic_display()},
        url=note.get_absolute_url(),
        body=note.measure,
    )
    open_task(TASK, note, user, lambda: _("Look again: %(who)s") % {"who": rep}, due_on=due_on, body=note.measure)
    return note


def _check(held_on: dt.date, due_on: dt.date) -> None:
    if held_on > today():
        raise BusinessError(_("The talk lies in the future."))
    if due_on < held_on:
        raise BusinessError(_("The day to look again lies before the talk."))


@transaction.atomic
def update_note(pk: int, user: User, *, held_on: dt.date, due_on: dt.date, **fields: Any) -> CoachingNote:
    """Change an open note; the person stays."""
    note = lock(CoachingNote, pk)
    require(can_edit_note(user, note))
    fields.pop("rep", None)
    _check(held_on, due_on)
    return change(note, user, gettext_noop("Changed"), held_on=held_on, due_on=due_on, **fields)


@transaction.atomic
def close_note(pk: int, user: User, comment: str) -> CoachingNote:
    """open → solved, with what came of it (TEAM-06)."""
    note = lock(CoachingNote, pk)
    guard(note, CoachingNoteStatus.SOLVED)
    require(can_close_note(user, note))
    if not comment.strip():
        raise BusinessError(_("Say what came of it."))
    move(note, CoachingNoteStatus.SOLVED, user, comment=comment, outcome=comment)
    close_tasks(note, TASK, user)
    notify(
        [note.rep],
        lambda: _("Coaching note closed: %(what)s") % {"what": note.get_topic_display()},
        url=note.get_absolute_url(),
    )
    return note
