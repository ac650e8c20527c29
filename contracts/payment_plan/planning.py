"""Writing the payment plan of a contract, and reading how its instalments stand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.contract.models import Contract
from contracts.payment_plan.models import Instalment, PaymentPlan
from contracts.payment_plan.permissions import can_plan_payments
from contracts.payment_plan.rules import Retention, Row, amounts_of, due_day, due_on, plan_problems, spread, state_of
from contracts.payment_plan.states import Event, Part
from salesmgmt.core import audit, registry
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import CENT, ZERO
from salesmgmt.core.state import assign, lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


FIELDS = ("part", "percent", "amount", "event", "days", "day")


@transaction.atomic
def begin_plan(pk: int, user: User) -> PaymentPlan:
    """The button of the contract: its plan, made empty where there is none yet."""
    contract = lock(Contract, pk, "customer__owner")
    require(can_plan_payments(user, contract))
    plan, _made = PaymentPlan.objects.get_or_create(contract=contract)
    return plan


@transaction.atomic
def write_plan(pk: int, user: User, *, lines: tuple, **terms: Any) -> PaymentPlan:
    """The terms and the instalments; together never more than the contract is worth."""
    contract = lock(Contract, PaymentPlan.objects.values_list("contract", flat=True).get(pk=pk), "customer__owner")
    plan = lock(PaymentPlan, pk)
    plan.contract = contract
    require(can_plan_payments(user, contract))
    parts = [(line.get("percent"), line.get("amount")) for line in lines]
    problems = plan_problems(contract.amount, parts, {line["event"] for line in lines}, terms.get("warranty_months"))
    if problems:
        raise BusinessError(" ".join(problems))
    changes = assign(plan, terms)
    plan.version = contract.version if contract.status != Contract.Status.DRAFT else 0
    plan.save()
    plan.instalments.all().delete()
    Instalment.objects.bulk_create(
        Instalment(plan=plan, position=no, **{name: line.get(name) for name in FIELDS if line.get(name) is not None})
        for no, line in enumerate(lines, 1)
    )
    audit.record(contract, user, gettext_noop("Payment plan written"), changes=changes, comment=summary(plan))
    return plan


def summary(plan: PaymentPlan) -> str:
    """The instalments in one line, for the history of the contract."""
    rows = plan.instalments.all()
    return "；".join(
        f"{row.get_part_display()} {row.percent.normalize():f}%" if row.percent is not None else row.get_part_display()
        for row in rows
    )


def why_plan_exceeds(contract: Contract) -> str:
    """The plan against the contract as it is worth now: its lines may have changed since; "" where it fits."""
    plan = getattr(contract, "payment_plan", None)
    if plan is None:
        return ""
    rows = list(plan.instalments.all())
    parts = [(row.percent, row.amount) for row in rows]
    return " ".join(plan_problems(contract.amount, parts, {row.event for row in rows}, plan.warranty_months))


def due_day_of(contract: Contract, invoice_date: dt.date) -> dt.date | None:
    """When an invoice under the contract falls due by its payment plan; None where it has none."""
    plan = getattr(contract, "payment_plan", None) if contract is not None else None
    if plan is None or not plan.version:
        return None
    return due_day(plan.terms, invoice_date, plan.days, plan.day_of_month)


def retention_of(contract: Contract, invoice_date: dt.date) -> Retention | None:
    """What the plan in force of a contract keeps back, in per cent of its price, and when that falls due for goods billed
    on ``invoice_date``: by the day on which the warranty began, as long as it has not begun by that of the invoice. None
    where nothing is kept back."""
    plan = getattr(contract, "payment_plan", None)
    if plan is None or not plan.version or not contract.amount:
        return None
    rows = list(plan.instalments.all())
    kept = [each for each in rows if each.part == Part.RETENTION or each.event == Event.WARRANTY_END]
    if not kept:
        return None
    amounts = dict(zip(rows, amounts_of(contract.amount, [(each.percent, each.amount) for each in rows]), strict=True))
    events = events_of(contract)
    begun = {**events, Event.ACCEPTANCE: events.get(Event.ACCEPTANCE) or invoice_date}
    days = [due_on(each.event, each.days, each.day, begun, plan.warranty_months) for each in kept]
    share = sum((amounts[each] for each in kept), ZERO) / contract.amount
    return Retention(
        (share * 100).quantize(CENT), max((day for day in days if day), default=None), Event.ACCEPTANCE in events
    )


def events_of(contract: Contract) -> dict:
    """``{event: day}`` of what instalments wait for; deliveries are answered by orders."""
    days = [contract.our_signed_on, contract.customer_signed_on]
    signed = max(days) if all(days) else None
    return {Event.SIGNATURE: signed, **registry.fact("contract", "goods_events", contract, default={})}


def rows_of(plan: PaymentPlan) -> list[Row]:
    """The instalments with amount, day, what was paid and how they stand today."""
    contract = plan.contract
    instalments = list(plan.instalments.all())
    amounts = amounts_of(contract.amount, [(each.percent, each.amount) for each in instalments])
    life = registry.fact("contract", "life", contract, default={})
    paid = spread(amounts, life["paid"].amount if life else ZERO)
    events = events_of(contract)
    rows = []
    for each, amount, received in zip(instalments, amounts, paid, strict=True):
        due = due_on(each.event, each.days, each.day, events, plan.warranty_months)
        waits = str(each.day) if each.event == Event.DAY else each.get_event_display()
        if each.days and each.event != Event.DAY:
            waits = _("%(event)s + %(n)d days") % {"event": waits, "n": each.days}
        rows.append(
            Row(each.get_part_display(), waits, amount, due, received, state_of(amount, received, due, today()))
        )
    return rows
