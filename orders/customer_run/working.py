"""A run is started, and done by the worker part by part: each part is committed, so that a cancelled run keeps what it
made and the next one goes on where it stopped."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from orders.account.models import Account
from orders.customer_run.models import CustomerRun
from orders.customer_run.states import OPEN, RunKind
from salesmgmt.core.collisions import twice
from salesmgmt.core.domain import faults, jobs
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.refusal import because, reason_of
from salesmgmt.core.state import require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import User

logger = logging.getLogger(__name__)

# So many customers are locked and written together: few statements for each, and nobody waits long for one of them.
PART = 500
# The queue under which the administrator sees who could not be done.
LEFT_OUT = "customers-left-out"


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
        done = _part(work, pks[start : start + PART], run)
        run.made += done.made
        left_out.update(done.left_out)
        run.left_out = dict(left_out)
        run.save(update_fields=["made", "left_out"])
        progress.report(min(start + PART, len(pks)))
    jobs.finish(run, count=len(pks))


def _part(work: Work, pks: list[int], run: CustomerRun) -> Outcome:
    """A part of the accounts together; where it fails, each on its own, so that one bad row costs no other his document."""
    try:
        return twice(partial(work.act, pks, run.user, run))
    except BusinessError:
        raise
    except Exception as failure:
        if isinstance(failure, DatabaseError) and not connection.is_usable():
            raise
        logger.exception("a part of %s failed, its customers are done one by one", run)
    found = Outcome()
    for pk in pks:
        try:
            done = twice(partial(work.act, [pk], run.user, run))
        except Exception as failure:
            if isinstance(failure, DatabaseError) and not connection.is_usable():
                raise
            faults.note(LEFT_OUT, Account.objects.select_related("customer").get(pk=pk), failure)
            found.left_out[_("Could not be done; the administrator sees the reason.")] += 1
        else:
            found.made += done.made
            found.left_out.update(done.left_out)
    return found
