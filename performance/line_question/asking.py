"""A commission line is disputed by its person, held back by finance or a manager, and decided by somebody else."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.commission.later import correction_of, restate_held
from performance.commission.models import CommissionLine, CommissionStatement, LineQuestion
from performance.commission.states import CommissionStatus, LineStanding, QuestionKind, QuestionOutcome
from performance.line_question.permissions import (
    can_decide_question,
    can_dispute_line,
    can_hold_line,
    can_withdraw_dispute,
)
from salesmgmt.core import audit
from salesmgmt.core.calendar import add_working_days, today
from salesmgmt.core.domain.notices import notify, notify_roles
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from salesmgmt.core.models import User


@transaction.atomic
def dispute_line(pk: int, user: User, line: CommissionLine, comment: str) -> LineQuestion:
    """The person says what is wrong about a line of his, at any time; it is paid all the same until it is decided.

    To be decided within ``commission_answer_days`` working days. BusinessError without a reason, and for a second dispute.
    """
    statement = lock(CommissionStatement, pk, "person")
    require(can_dispute_line(user, statement))
    day = add_working_days(today(), policy().commission_answer_days)
    question = _ask(statement, user, line, QuestionKind.DISPUTED, comment, day)
    notify_roles(
        [Role.DIR, Role.FIN],
        lambda: (
            _("%(person)s disputes a commission line: %(what)s")
            % {"person": statement.person, "what": question.reference}
        ),
        url=statement.get_absolute_url(),
        body=comment,
    )
    return question


@transaction.atomic
def hold_line(pk: int, user: User, line: CommissionLine, comment: str, answer_by: dt.date) -> LineQuestion:
    """A line is not paid until somebody else has decided, by ``answer_by``; the rest of the statement is.

    BusinessError without a reason, for a day that has passed, for a line held already and for one that takes back: holding
    that would pay more.
    """
    statement = lock(CommissionStatement, pk, "person")
    require(can_hold_line(user, statement))
    if line.amount <= 0:
        raise BusinessError(_("Only a line that earns something is held back."))
    if answer_by < today():
        raise BusinessError(_("The day by which it is to be decided has passed."))
    question = _ask(statement, user, line, QuestionKind.HELD, comment, answer_by)
    restate_held(statement, user)
    notify(
        [statement.person],
        lambda: _("A line of your commission is held back: %(what)s") % {"what": question.reference},
        url=statement.get_absolute_url(),
        body=comment,
    )
    return question


def _ask(
    statement: CommissionStatement, user: User, line: CommissionLine, kind: str, comment: str, answer_by: dt.date
) -> LineQuestion:
    if line.statement_id != statement.pk:
        raise BusinessError(_("The line belongs to another statement."))
    if not comment.strip():
        raise BusinessError(_("Give the reason."))
    if statement.questions.open().filter(line=line, kind=kind).exists():
        raise BusinessError(
            _("This line is held back already.") if kind == QuestionKind.HELD else _("This line is disputed already.")
        )
    question = LineQuestion.objects.create(
        statement=statement,
        line=line,
        line_kind=line.kind,
        entry_id=line.entry_id,
        product_id=line.product_id,
        assessment_id=line.assessment_id,
        reference=line.reference,
        amount=line.amount,
        kind=kind,
        reason=comment,
        by=user,
        answer_by=answer_by,
    )
    action = gettext_noop("Line held back") if kind == QuestionKind.HELD else gettext_noop("Line disputed")
    audit.record(statement, user, action, comment=f"{line.reference}: {comment}")
    return question


@transaction.atomic
def decide_question(
    pk: int, user: User, question: LineQuestion, outcome: str, comment: str, amount: Decimal | None = None
) -> LineQuestion:
    """Somebody else decides: the line stands, or it is to give ``amount``.

    Where the statement is still only calculated the correction stands in it at once; otherwise it is a line of its own in
    the next month that is computed. What was held back is paid with this statement, or with the next one where this one
    has been paid already (PAY-11).
    """
    statement = lock(CommissionStatement, pk, "person")
    question = LineQuestion.objects.select_for_update(of=("self",)).select_related("line", "by").get(pk=question.pk)
    if question.statement_id != statement.pk:
        raise BusinessError(_("The question belongs to another statement."))
    if not question.is_open:
        raise BusinessError(_("This question has been decided by %(person)s.") % {"person": question.decided_by})
    require(can_decide_question(user, statement, question))
    if not comment.strip():
        raise BusinessError(_("Give the reason."))
    if outcome == QuestionOutcome.CORRECTED:
        question.correction = _correction(question, amount)
    _close(question, statement, user, outcome, comment)
    notify(
        [statement.person, question.by],
        lambda: _("A question about commission is decided: %(what)s") % {"what": question.reference},
        url=statement.get_absolute_url(),
        body=comment,
    )
    return question


def _correction(question: LineQuestion, amount: Decimal | None) -> Decimal:
    line = question.line
    if line is None:
        raise BusinessError(_("The line is no longer there: computing the month anew left it out."))
    if line.standing == LineStanding.NOBODY or amount is None:
        raise BusinessError(_("Say what the line is to give."))
    if amount == line.amount:
        raise BusinessError(_("The line gives this amount already: let it stand."))
    if line.base and not min(line.base, ZERO) <= amount <= max(line.base, ZERO):
        words = {"base": f"¥{line.base:,.2f}"}
        raise BusinessError(_("A line gives something between nothing and its base, %(base)s.") % words)
    return amount - line.amount


def _close(question: LineQuestion, statement: CommissionStatement, user: User, outcome: str, comment: str) -> None:
    question.outcome, question.answer = outcome, comment
    question.decided_by, question.decided_at = user, timezone.now()
    question.save(update_fields=["outcome", "answer", "decided_by", "decided_at", "correction"])
    label = QuestionOutcome(outcome).label
    audit.record(statement, user, gettext_noop("Question decided"), comment=f"{question.reference} {label}: {comment}")
    if question.correction is not None and statement.status == CommissionStatus.CALCULATED:
        line = correction_of(question, statement.month)
        line.statement = statement
        line.save()
        change(statement, user, gettext_noop("Corrected"), total=statement.total + line.amount)
    if question.kind == QuestionKind.HELD and statement.status != CommissionStatus.PAID:
        restate_held(statement, user)


@transaction.atomic
def withdraw_dispute(pk: int, user: User, question: LineQuestion, comment: str = "") -> LineQuestion:
    """The person takes his dispute back before it is decided."""
    statement = lock(CommissionStatement, pk, "person")
    require(can_withdraw_dispute(user, statement))
    question = LineQuestion.objects.select_for_update().get(pk=question.pk)
    if question.by_id != user.pk or question.statement_id != statement.pk or not question.is_open:
        raise BusinessError(_("Only an open dispute of your own is withdrawn."))
    _close(question, statement, user, QuestionOutcome.WITHDRAWN, comment)
    return question
