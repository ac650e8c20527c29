"""The pre-draws of a month: made with its statements, approved by the general manager, paid by finance (PAY-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.commission.models import CommissionMonth, CommissionStatement
from performance.commission.rules import average
from performance.pre_draw.models import PreDraw, PreDrawLine
from performance.pre_draw.permissions import can_approve_pre_draw, can_pay_pre_draw
from performance.pre_draw.states import PreDrawStatus
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt


def reps_in_charge(head: User) -> list[User]:
    """The active representatives below the unit of the head of sales; without a unit there are none."""
    if head.unit is None:
        return []
    return list(User.objects.with_role(Role.REP).below(head.unit.path).exclude(pk=head.pk).order_by("username"))


@transaction.atomic
def draw_month(row: CommissionMonth, user: User | None = None) -> int:
    """The pre-draws of the month of these statements, computed anew while they are only calculated (PAY-02)."""
    earned = {each.person_id: each for each in CommissionStatement.objects.filter(month=row.month)}
    heads = User.objects.with_role(Role.DIR).select_related("unit").order_by("pk")
    return sum(_draw(head, row.month, earned, user) for head in heads)


def _draw(head: User, month: dt.date, earned: dict[int, CommissionStatement], user: User | None) -> int:
    """The average of the commissions of the reps in charge, 0 counted; below zero nothing is drawn (PAY-02)."""
    reps = reps_in_charge(head)
    if not reps:
        return 0
    amounts = [earned[rep.pk].total if rep.pk in earned else ZERO for rep in reps]
    amount = max(average(amounts), ZERO)
    found = PreDraw.objects.filter(month=month, person=head).first()
    if found is None:
        pre_draw = PreDraw.objects.create(
            number=next_number(PreDraw.KIND, month), created_by=user, person=head, month=month, amount=amount
        )
        audit.record(pre_draw, user, gettext_noop("Computed"), to_status=pre_draw.status)
    else:
        pre_draw = lock(PreDraw, found.pk)
        if pre_draw.status != PreDrawStatus.CALCULATED:
            return 0
        change(pre_draw, user, gettext_noop("Computed"), amount=amount)
        pre_draw.lines.all().delete()
    PreDrawLine.objects.bulk_create(
        [
            PreDrawLine(pre_draw=pre_draw, rep=rep, statement=earned.get(rep.pk), amount=each)
            for rep, each in zip(reps, amounts, strict=True)
        ]
    )
    return 1


@transaction.atomic
def approve_pre_draw(pk: int, user: User, comment: str = "") -> PreDraw:
    """calculated → approved by the general manager, after the statements of the reps it is the average of (PAY-02)."""
    pre_draw = lock(PreDraw, pk, "person")
    guard(pre_draw, PreDrawStatus.APPROVED)
    require(can_approve_pre_draw(user, pre_draw))
    waiting = pre_draw.lines.filter(statement__in=CommissionStatement.objects.open()).select_related("statement")
    if waiting:
        raise BusinessError(_("The statement %(number)s comes first.") % {"number": waiting[0].statement})
    return move(pre_draw, PreDrawStatus.APPROVED, user, comment=comment, approved_by=user)


@transaction.atomic
def pay_pre_draw(pk: int, user: User) -> PreDraw:
    """approved → paid by finance (PAY-02)."""
    pre_draw = lock(PreDraw, pk, "person")
    guard(pre_draw, PreDrawStatus.PAID)
    require(can_pay_pre_draw(user, pre_draw))
    move(pre_draw, PreDrawStatus.PAID, user, paid_on=today())
    notify(
        [pre_draw.person],
        lambda: _("Your pre-draw of %(month)s is paid") % {"month": f"{pre_draw.month:%Y-%m}"},
        url=pre_draw.get_absolute_url(),
    )
    return pre_draw
