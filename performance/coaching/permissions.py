"""Who leads whom, and writes coaching notes (TEAM-02, TEAM-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.coaching.states import CoachingNoteStatus
from salesmgmt.core.permissions import may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.coaching.models import CoachingNote
    from salesmgmt.core.models import User


@because(right_of("coaching_note", "R"))
def reads_notes(user: User) -> bool:
    return may_at_all(user, "coaching_note", "R")


@because(right_of("coaching_note", "C"))
def leads_people(user: User) -> bool:
    """TEAM-02: each level leads and checks the one below."""
    return may_at_all(user, "coaching_note", "C")


@because(_("Only the superiors of a person see his figures, and he himself."))
def can_see_person(user: User, rep: User) -> bool:
    """TEAM-02: a supervisor his team, a manager his region, director and general manager everybody."""
    return may(user, "coaching_note", "R", owner=rep)


@because(_("A coaching note is written by a superior of the person."))
def can_coach(user: User, rep: User) -> bool:
    return rep.pk != user.pk and may(user, "coaching_note", "C", owner=rep)


@because(_("A coaching note is changed by the superior who wrote it."))
def can_edit_note(user: User, note: CoachingNote) -> bool:
    return note.is_editable and note.created_by_id == user.pk


@because(_("A coaching note is closed by a superior of the person."))
def can_close_note(user: User, note: CoachingNote) -> bool:
    return note.status == CoachingNoteStatus.OPEN and can_coach(user, note.rep)
