"""J18 month_close, its part about commission, and the worker that computes a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celery import shared_task

from performance.commission import computing
from performance.commission.models import CommissionMonth, CommissionRun
from salesmgmt.core import calendar
from salesmgmt.core.domain import jobs
from salesmgmt.core.domain.settings import policy

if TYPE_CHECKING:
    import datetime as dt


@shared_task(name=CommissionRun.TASK)
def run_month(pk: int) -> None:
    computing.run_month(pk)


def close_month(at: dt.datetime) -> int:
    """On the first: the commission statements of the month before, once; computed anew only by hand (PAY-04)."""
    month = calendar.add_months(calendar.day_of(at).replace(day=1), -1)
    if CommissionMonth.objects.filter(month=month).exists():
        return 0
    if not {computing.COMMISSION, computing.BONUS} & set(policy().pay_components):
        return 0
    return computing.compute_month(month, day=calendar.day_of(at)).statements


def take_up_runs(at: dt.datetime) -> int:
    """What was queued while the broker was down, and what lost its worker."""
    return jobs.take_up(CommissionRun)
