"""Looking at contracts regularly, and what is found: deviations with cause and correction (CON-15, J18)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.contract.models import Contract
from contracts.monitoring.models import Deviation, Monitoring
from contracts.monitoring.permissions import can_edit_deviation, can_monitor_contract
from contracts.monitoring.states import DeviationStatus
from salesmgmt.core import audit, registry
from salesmgmt.core.calendar import add_months, day_of, month_bounds, today
from salesmgmt.core.domain.notices import Message, notify, notify_many
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks, open_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


TASK = "contract-monitoring"


def is_due(last: dt.date | None, since: dt.date, months: int, day: dt.date) -> bool:
    """Is a contract to be looked at again? ``months`` after the last look, or after it took effect (CON-15, SET-44)."""
    return add_months(last or since, months) <= day


@transaction.atomic
def record_monitoring(pk: int, user: User, *, finding: str) -> Monitoring:
    """The regular look: what was found, with the figures of the day; it closes the to-do (CON-15)."""
    contract = lock(Contract, pk, "customer__owner")
    require(can_monitor_contract(user, contract))
    if not finding.strip():
        raise BusinessError(_("Say how the contract is performed."))
    life = registry.fact("contract", "life", contract, default={})
    made = Monitoring.objects.create(
        contract=contract,
        on=today(),
        by=user,
        finding=finding.strip(),
        delivered_share=life["delivered"].share if life else None,
        paid_share=life["paid"].share if life else None,
        billed_amount=life["billed"].amount if life else None,
        paid_amount=life["paid"].amount if life else None,
    )
    audit.record(contract, user, gettext_noop("Performance monitored"), comment=made.finding)
    close_tasks(contract, [TASK], user)
    return made


@transaction.atomic
def report_deviation(
    pk: int,
    user: User,
    *,
    clause: str,
    text: str,
    found_on: dt.date,
    cause: str = "",
    action: str = "",
    due_on: Any = None,
) -> Deviation:
    """Something is not as the contract says; whoever is in charge hears it (CON-15)."""
    contract = lock(Contract, pk, "customer__owner")
    require(can_monitor_contract(user, contract))
    if not text.strip():
        raise BusinessError(_("Say what deviates from the contract."))
    if found_on > today():
        raise BusinessError(_("A deviation is not found in the future."))
    deviation = Deviation.objects.create(
        contract=contract,
        clause=clause,
        text=text.strip(),
        found_on=found_on,
        cause=cause.strip(),
        corrective_action=action.strip(),
        due_on=due_on,
        created_by=user,
    )
    audit.record(deviation, user, gettext_noop("Created"), to_status=deviation.status)
    audit.record(contract, user, gettext_noop("Deviation found"), comment=deviation.text)
    if action.strip():
        move(deviation, DeviationStatus.CORRECTING, user)
    if contract.responsible != user:
        notify(
            [contract.responsible],
            lambda: _("Deviation found: %(contract)s") % {"contract": contract},
            url=deviation.get_absolute_url(),
            body=deviation.text,
        )
    return deviation


@transaction.atomic
def correct_deviation(pk: int, user: Any, *, cause: str, action: str, due_on: Any = None) -> Any:
    """Analysed and being corrected: open → correcting, with cause and corrective action (CON-15)."""
    deviation = lock(Deviation, pk, "contract__customer__owner")
    require(can_edit_deviation(user, deviation))
    if not cause.strip() or not action.strip():
        raise BusinessError(_("Name the cause and the corrective action."))
    values = {"cause": cause.strip(), "corrective_action": action.strip(), "due_on": due_on}
    if deviation.status == DeviationStatus.OPEN:
        return move(deviation, DeviationStatus.CORRECTING, user, **values)
    return change(deviation, user, gettext_noop("Edited"), **values)


@transaction.atomic
def close_deviation(pk: int, user: User, *, result: str) -> Deviation:
    """Corrected: → closed, which needs cause, action and what came of it (CON-15)."""
    deviation = lock(Deviation, pk, "contract__customer__owner")
    guard(deviation, DeviationStatus.CLOSED)
    require(can_edit_deviation(user, deviation))
    missing = [
        str(label)
        for value, label in ((deviation.cause, _("cause")), (deviation.corrective_action, _("corrective action")))
        if not value.strip()
    ]
    if missing:
        raise BusinessError(_("A deviation is closed only with its %(what)s.") % {"what": "、".join(missing)})
    if not result.strip():
        raise BusinessError(_("Say what the correction has brought."))
    return move(deviation, DeviationStatus.CLOSED, user, result=result.strip(), closed_on=today())


def due_for_monitoring(day: dt.date) -> list:
    """Active contracts whose last look is too long ago (CON-15, SET-44)."""
    months = policy().monitoring_months
    found = Contract.objects.active().filter(customer__owner__isnull=False, activated_on__isnull=False)
    found = found.select_related("customer__owner").annotate(last=Max("monitorings__on")).order_by("pk")
    return [each for each in found if is_due(each.last, each.activated_on, months, day)]


def open_monitoring(at: dt.datetime) -> int:
    """J18, on the first of the month: everybody in charge of a contract that is due gets his to-do, one a month; with
    many, one notice (CON-15)."""
    day = day_of(at)
    rows = [
        (contract, contract.responsible, lambda contract=contract: _("Monitor %(contract)s") % {"contract": contract})
        for contract in due_for_monitoring(day)
    ]
    made = open_tasks(TASK, rows, key=f"{day:%Y-%m}", due_on=month_bounds(day)[1])
    people, numbers = {task.person_id: task.person for task in made}, Counter(task.person_id for task in made)
    notify_many(
        Message(
            [people[pk]],
            lambda number=number: _("Contracts to be monitored: %(n)d") % {"n": number},
            url="/tasks/",
            key=f"monitoring-{day:%Y-%m}",
        )
        for pk, number in numbers.items()
    )
    return len(made)
