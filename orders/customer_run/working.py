"""A run is started, and done by the worker part by part: each part is committed, so that a cancelled run keeps what it
made and the next one goes on where it stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils.translation import gettext as _

from orders.customer_run.models import CustomerRun
from orders.customer_run.states import OPEN, RunKind
from salesmgmt.core.collisions import twice
from salesmgmt.core.domain import jobs
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.refusal import because, reason_of
from salesmgmt.core.state import require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import User

# So many customers are locked and written together: few statements for each, and nobody waits long for one of them.
PART = 500


@dataclass
class Outcome:
    """How many documents a part made, and how many customers it left out for which reason."""

    made: int = 0
    left_out: Counter = field(default_factory=Counter)


@dataclass(frozen=True)
class Work:
    """One kind of run: who may, which accounts (by their pk), and the act on a part of them."""

    can: Callable[[Any], bool]
    accounts: Callable[[Any, CustomerRun], Any]
    act: Callable[[list[int], Any, CustomerRun], Outcome]


_works: dict[str, Work] = {}


def register_run(kind: RunKind, work: Work) -> None:
    _works[kind.value] = work


def work_of(kind: str) -> Work:
    return _works[kind]


@because(lambda user, kind: reason_of(work_of(kind).can(user)))
def can_run(user: User, kind: str) -> bool:
    return work_of(kind).can(user)


@transaction.atomic
def start_run(user: User, kind: str, month: dt.date | None = None) -> CustomerRun:
    """Hand a run over to the worker. One of a kind at a time for a person."""
    require(can_run(user, kind))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"customer run {user.pk}"])
    if CustomerRun.objects.filter(user=user, kind=kind, status__in=OPEN).exists():
        raise BusinessError(_("Your last run is still at work: wait for its end or cancel it."))
    run = CustomerRun.objects.create(user=user, kind=kind, month=month)
    jobs.hand_over(run)
    return run


def run_customers(pk: int) -> Any:
    """The worker's part."""
    return jobs.perform(CustomerRun, pk, _perform)


def _perform(run: CustomerRun) -> None:
    jobs.require_active(run.user)
    work = work_of(run.kind)
    require(can_run(run.user, run.kind))
    pks = list(work.accounts(run.user, run).order_by("customer_id").values_list("pk", flat=True))
    run.total = len(pks)
    run.save(update_fields=["total"])
    progress = jobs.Progress(run)
    # A run that lost its worker begins anew: what it made before counts, and is no reason to leave somebody out.
    left_out: Counter = Counter()
    for start in range(0, len(pks), PART):
        done = twice(partial(work.act, pks[start : start + PART], run.user, run))
        run.made += done.made
        left_out.update(done.left_out)
        run.left_out = dict(left_out)
        run.save(update_fields=["made", "left_out"])
        progress.report(min(start + PART, len(pks)))
    jobs.finish(run, count=len(pks))
