"""The worker of the runs over customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from celery import shared_task

from orders.customer_run import working
from orders.customer_run.models import CustomerRun
from salesmgmt.core.domain import jobs

if TYPE_CHECKING:
    import datetime as dt


@shared_task(name=CustomerRun.TASK)
def run_customers(pk: int) -> None:
    working.run_customers(pk)


def take_up_runs(at: dt.datetime) -> int:
    """What was queued while the broker was down, and what lost its worker."""
    return jobs.take_up(CustomerRun)
