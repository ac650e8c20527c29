"""Who disputes, holds back and decides about commission lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.commission.states import CommissionStatus, QuestionKind
from salesmgmt.core.permissions import Role, has, may, may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.commission.models import CommissionStatement, LineQuestion
    from salesmgmt.core.models import User

VERBS = ("review", "A", "pay")


def _answers_for(user: User, statement: CommissionStatement) -> bool:
    """Finance, the head of sales, the general manager and the manager of the region; nobody for his own statement."""
    if statement.person_id == user.pk:
        return False
    if any(may(user, "commission", verb, owner=statement.person) for verb in VERBS):
        return True
    return has(Role.MGR)(user) and may(user, "commission", "R", owner=statement.person)


def decides_questions(user: User) -> bool:
    return any(may_at_all(user, "commission", verb) for verb in VERBS) or has(Role.MGR)(user)


@because(_("A line is disputed by the person whose commission it is."))
def can_dispute_line(user: User, statement: CommissionStatement) -> bool:
    return statement.person_id == user.pk


@because(
    _("A line is held back by finance or a manager before the statement is paid, and by nobody on his own statement.")
)
def can_hold_line(user: User, statement: CommissionStatement) -> bool:
    return statement.status != CommissionStatus.PAID and _answers_for(user, statement)


@because(_("A question is decided by finance or a manager, and by nobody whose own commission or own question it is."))
def can_decide_question(user: User, statement: CommissionStatement, question: LineQuestion | None = None) -> bool:
    """Is there anything that this user may decide; with ``question``, that one."""
    if not _answers_for(user, statement):
        return False
    if question is not None:
        return question.is_open and question.by_id != user.pk
    return any(each.is_open and each.by_id != user.pk for each in statement.questions.all())


@because(_("A dispute is withdrawn by whoever raised it, as long as it is not decided."))
def can_withdraw_dispute(user: User, statement: CommissionStatement) -> bool:
    if statement.person_id != user.pk:
        return False
    return any(each.is_open and each.kind == QuestionKind.DISPUTED for each in statement.questions.all())
