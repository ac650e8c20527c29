"""The settlement of a year: computed, approved under its condition, paid (PAY-01, SET-20b)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.annual_review.models import AnnualReview
from performance.annual_review.states import ReviewStatus
from performance.commission.deciding import mark_paid
from performance.commission.models import CommissionStatement
from performance.commission.states import CommissionStatus
from performance.settlement.models import AnnualSettlement, SettlementLine
from performance.settlement.permissions import (
    can_approve_settlement,
    can_make_settlement,
    can_pay_settlement,
    can_recompute_settlement,
)
from performance.settlement.states import SettlementStatus
from salesmgmt.core import audit
from salesmgmt.core.calendar import day_of, today
from salesmgmt.core.domain.approvals.alone import why_not_alone
from salesmgmt.core.domain.notices import notify, notify_roles
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User as Person
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from decimal import Decimal

    from salesmgmt.core.models import User


@transaction.atomic
def make_settlement(user: User | None, year: int) -> AnnualSettlement:
    """Accrued, paid and rest of everybody for a year that is over, beside the check of its indicators (PAY-01)."""
    if user is not None:
        require(can_make_settlement(user))
    if year >= today().year:
        raise BusinessError(_("The year is not over yet."))
    review = AnnualReview.objects.filter(year=year).first()
    if review is None:
        raise BusinessError(_("The annual check of %(year)d comes first.") % {"year": year})
    settlement, made = AnnualSettlement.objects.get_or_create(
        year=year,
        defaults={
            "number": next_number(AnnualSettlement.KIND, dt.date(year, 12, 31)),
            "created_by": user,
            "review": review,
        },
    )
    if made:
        audit.record(settlement, user, gettext_noop("Created"), to_status=settlement.status)
    return _write(lock(AnnualSettlement, settlement.pk, "review"), user)


@transaction.atomic
def recompute_settlement(pk: int, user: User) -> AnnualSettlement:
    settlement = lock(AnnualSettlement, pk, "review")
    require(can_recompute_settlement(user, settlement))
    return _write(settlement, user)


def accrued_and_paid(year: int) -> dict[int, tuple[Decimal, Decimal]]:
    """``{person: (accrued, paid)}`` of the approved statements of a year; two months never pay one another back twice,
    for what one left below zero stands in the next (PAY-01)."""
    found: dict[int, tuple[Decimal, Decimal]] = {}
    for row in CommissionStatement.objects.of_year(year).closed().order_by("person", "month"):
        accrued, paid = found.get(row.person_id, (ZERO, ZERO))
        found[row.person_id] = (
            accrued + row.payable,
            paid + (row.payable if row.status == CommissionStatus.PAID else ZERO),
        )
    return found


def _write(settlement: AnnualSettlement, user: User | None) -> AnnualSettlement:
    if settlement.status != SettlementStatus.COMPUTED:
        raise BusinessError(_("The settlement of %(year)d is approved and stays as it is.") % {"year": settlement.year})
    settlement.lines.all().delete()
    SettlementLine.objects.bulk_create(
        [
            SettlementLine(settlement=settlement, person_id=person, accrued=accrued, paid=paid, rest=accrued - paid)
            for person, (accrued, paid) in accrued_and_paid(settlement.year).items()
        ]
    )
    return change(settlement, user, gettext_noop("Computed"), condition_met=settlement.review.all_met)


@transaction.atomic
def approve_settlement(pk: int, user: User, comment: str = "") -> AnnualSettlement:
    """PAY-01 (004 §8.1.1): approved when the condition, the five indicators of 5.4, is met; where it is not, the general
    manager gives his reason for the exception.

    The check is confirmed and every statement of the year approved before, so that the rest is the rest.
    """
    settlement = lock(AnnualSettlement, pk, "review")
    guard(settlement, SettlementStatus.APPROVED)
    require(can_approve_settlement(user, settlement), why_not_alone(user, settlement, Role.GM))
    review = settlement.review
    if review.status != ReviewStatus.CONFIRMED:
        raise BusinessError(_("The annual check of %(year)d is confirmed first.") % {"year": settlement.year})
    waiting = CommissionStatement.objects.of_year(settlement.year).open().count()
    if waiting:
        raise BusinessError(_("Statements of the year not yet approved: %(number)d.") % {"number": waiting})
    if not review.all_met and not comment.strip():
        raise BusinessError(
            _("Condition not met: %(failing)s. Approval needs the general manager's reason.")
            % {"failing": "、".join(str(name) for name in review.failing)}
        )
    _write(settlement, user)
    return move(
        settlement,
        SettlementStatus.APPROVED,
        user,
        comment=comment,
        condition_met=review.all_met,
        exception_reason="" if review.all_met else comment,
        approved_by=user,
    )


@transaction.atomic
def pay_settlement(pk: int, user: User) -> AnnualSettlement:
    """approved → paid by finance: the statements of the year that were held back are paid with it (SET-20b)."""
    settlement = lock(AnnualSettlement, pk)
    guard(settlement, SettlementStatus.PAID)
    require(can_pay_settlement(user, settlement))
    statements = CommissionStatement.objects.of_year(settlement.year).filter(status=CommissionStatus.APPROVED)
    for statement_pk in list(statements.order_by("pk").values_list("pk", flat=True)):
        statement = lock(CommissionStatement, statement_pk)
        if statement.status == CommissionStatus.APPROVED:
            mark_paid(statement, user, comment=str(settlement))
    move(settlement, SettlementStatus.PAID, user, paid_on=today())
    notify(
        Person.objects.filter(settlement_lines__settlement=settlement, settlement_lines__rest__gt=0),
        lambda: _("The rest of your commission of %(year)d is paid") % {"year": settlement.year},
    )
    return settlement


def settle_year(at: dt.datetime) -> int:
    """J23 year_close, after the check: the settlement of the year that has ended, told to finance once (PAY-01)."""
    year = day_of(at).year - 1
    closed = AnnualSettlement.objects.filter(year=year).exclude(status=SettlementStatus.COMPUTED).exists()
    if closed or not CommissionStatement.objects.of_year(year).exists():
        return 0
    settlement = make_settlement(None, year)
    told = notify_roles(
        [Role.FIN, Role.GM],
        lambda: _("Annual settlement of %(year)d") % {"year": year},
        url=settlement.get_absolute_url(),
        key=f"settlement-{year}",
    )
    return 1 if told else 0
