"""A month is closed, reopened and closed again: under one lock with whoever books."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.account.check import differences
from orders.month_end.models import MonthEnd
from orders.month_end.open_points import open_points
from orders.month_end.permissions import can_close_month, can_propose_reopening
from salesmgmt.core import audit
from salesmgmt.core.calendar import add_months, month_bounds, today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.notices import notify_roles
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import ApprovalRound, User

# The same words as in the trigger of the ledger: whoever books shares the lock, whoever closes or reopens holds it alone.
LOCK = "orders month end"
FREEZE = """
INSERT INTO orders_monthbalance
       (month_end_id, run, account_id, opening, billed, credited, paid, written_off, closing)
SELECT %(month_end)s, %(run)s, account_id, opening, billed, credited, paid, written_off,
       opening + billed - credited - paid - written_off
FROM (SELECT account_id,
             COALESCE(SUM(amount) FILTER (WHERE date < %(first)s), 0) AS opening,
             COALESCE(SUM(amount) FILTER (WHERE date >= %(first)s AND kind IN ('opening', 'invoice')), 0) AS billed,
             -COALESCE(SUM(amount) FILTER (WHERE date >= %(first)s AND kind IN ('credit', 'adjustment')), 0) AS credited,
             -COALESCE(SUM(amount) FILTER (WHERE date >= %(first)s AND kind IN ('payment', 'reversal', 'refund')), 0) AS paid,
             -COALESCE(SUM(amount) FILTER (WHERE date >= %(first)s AND kind IN ('write_off', 'recovery')), 0)
                 AS written_off,
             COUNT(*) FILTER (WHERE date >= %(first)s) AS moved
      FROM orders_ledgerentry WHERE date <= %(last)s GROUP BY account_id) sums
WHERE opening <> 0 OR moved > 0"""
TOTALS = """
SELECT COUNT(*), COALESCE(SUM(opening), 0), COALESCE(SUM(billed), 0), COALESCE(SUM(credited), 0),
       COALESCE(SUM(paid), 0), COALESCE(SUM(written_off), 0), COALESCE(SUM(closing), 0)
FROM orders_monthbalance WHERE month_end_id = %(month_end)s AND run = %(run)s"""


def shut_until(_ledger: Any = None) -> dt.date | None:
    """The last day of the last closed month; None while none is. Shares the lock until the transaction ends, so that no
    month is closed under whoever asked."""
    if connection.in_atomic_block:
        _lock("pg_advisory_xact_lock_shared")
    month = MonthEnd.objects.shut().aggregate(last=Max("month"))["last"]
    return month and month_bounds(month)[1]


def _lock(function: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtext(%s))", [LOCK])


MONTHS_BACK = 12


def months_to_close() -> list[dt.date]:
    """The months that may be closed next, the newest first: the one after the last closed month, if it is over; while
    none is closed, any of the last twelve, with which the closing begins."""
    before = add_months(today().replace(day=1), -1)
    last = MonthEnd.objects.shut().aggregate(last=Max("month"))["last"]
    if last is None:
        return [add_months(before, -back) for back in range(MONTHS_BACK)]
    following = add_months(last, 1)
    return [following] if following <= before else []


@transaction.atomic
def close_month(user: User, *, month: dt.date, remark: str = "") -> MonthEnd:
    """Close a month that is over: from now on nothing is booked into it or before it, and its balances are frozen.

    Refused: a month that is not over, one that is closed, one out of turn; books that do not agree; open points of the
    month without a word why it is closed all the same. Who books at this moment is waited for.
    """
    require(can_close_month(user))
    _lock("pg_advisory_xact_lock")
    first, last = month_bounds(month)
    _refuse_closing(first, last, remark)
    found = MonthEnd.objects.filter(month=first).first()
    fields = {"closed_by": user, "closed_at": timezone.now(), "remark": remark}
    if found is None:
        found = MonthEnd(number=next_number(MonthEnd.KIND, first), created_by=user, month=first, **fields)
        found.save()
        audit.record(found, user, gettext_noop("Month closed"), comment=remark, to_status=found.status)
    else:
        found = lock(MonthEnd, found.pk)
        move(found, MonthEnd.Status.CLOSED, user, action=gettext_noop("Month closed"), comment=remark, **fields)
    _freeze(found, first, last)
    notify_roles(
        [Role.GM],
        lambda: _("The month %(month)s is closed.") % {"month": found},
        url=found.get_absolute_url(),
        body=remark,
    )
    return found


def _refuse_closing(first: dt.date, last: dt.date, remark: str) -> None:
    if last >= today():
        raise BusinessError(_("A month is closed when it is over: this one ends on %(day)s.") % {"day": last})
    shut = MonthEnd.objects.shut().aggregate(last=Max("month"))["last"]
    if shut and first <= shut:
        raise BusinessError(_("This month is closed already."))
    if shut and first != add_months(shut, 1):
        raise BusinessError(
            _("Months are closed one after the other: %(month)s comes first.")
            % {"month": f"{add_months(shut, 1):%Y-%m}"}
        )
    wrong = differences(limit=1)
    if wrong:
        raise BusinessError(
            _("The books do not agree (%(check)s, %(name)s): tell the administrator, who finds the cause first.")
            % {"check": wrong[0].check, "name": wrong[0].name}
        )
    waiting = [point for point in open_points(first, last) if point.count]
    if waiting and not remark.strip():
        raise BusinessError(
            _("Open still: %(points)s. Settle them, or say why the month is closed all the same.")
            % {"points": "、".join(f"{point.label} {point.count}" for point in waiting)}
        )


def _freeze(month_end: MonthEnd, first: dt.date, last: dt.date) -> None:
    """The balances of the month, one row an account: in SQL, at any size."""
    run = month_end.closings + 1
    named: dict[str, Any] = {"month_end": month_end.pk, "run": run, "first": first, "last": last}
    with connection.cursor() as cursor:
        cursor.execute(FREEZE, named)
        cursor.execute(TOTALS, named)
        accounts, *sums = cursor.fetchone()
    month_end.closings, month_end.accounts = run, accounts
    for name, amount in zip(MonthEnd.FIGURES, sums, strict=True):
        setattr(month_end, name, amount)
    month_end.save(update_fields=["closings", "accounts", *MonthEnd.FIGURES, *month_end.touched_fields()])


@transaction.atomic
def close_again(pk: int, user: User, comment: str) -> MonthEnd:
    """A reopened month is closed again, with balances of its own; those of the first closing stay beside them."""
    return close_month(user, month=MonthEnd.objects.get(pk=pk).month, remark=comment)


@transaction.atomic
def propose_reopening(pk: int, user: User, comment: str) -> ApprovalRound:
    """Finance proposes to open the last closed month again, with the reason; the general manager decides."""
    found = lock(MonthEnd, pk)
    guard(found, MonthEnd.Status.SUBMITTED)
    require(can_propose_reopening(user, found))
    change(found, user, gettext_noop("Reopening proposed"), comment=comment, reopen_reason=comment)
    return approvals.submit(found, user, comment)


def check_reopening(month_end: MonthEnd, user: User) -> None:
    """With its reason, and the last closed month only: what was closed later rests on it."""
    if not month_end.reopen_reason.strip():
        raise BusinessError(_("Give the reason."))
    last = MonthEnd.objects.shut().aggregate(last=Max("month"))["last"]
    if month_end.month != last:
        raise BusinessError(
            _("Only the month that was closed last can be reopened: %(month)s.") % {"month": f"{last:%Y-%m}"}
        )


def hold_ledger(month_end: MonthEnd, step: Any, user: User, data: dict) -> None:
    """Before the agreement: nobody books while the month changes, and it is the last closed one still."""
    _lock("pg_advisory_xact_lock")
    check_reopening(month_end, user)
