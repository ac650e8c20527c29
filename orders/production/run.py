"""Production of released plan lines: start, progress, completion, rework (PRD-01, PRD-09)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.amendment.eligibility import refuse_held_production, tell_of_start
from orders.order.locking import lock_under_order
from orders.order.models import Order, OrderLine
from orders.order.progress import refresh_order
from orders.plan.models import PlanRelease
from orders.production.models import Production, ProductionProgress
from orders.production.permissions import can_finish_rework, can_report_progress, can_start_production
from orders.production.states import ProductionStatus
from salesmgmt.core import audit, registry
from salesmgmt.core.calendar import day_of, today
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.routing import route
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import AuditEntry
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from contracts.contract.models import Contract
    from orders.plan.models import PlanReleaseLine
    from salesmgmt.core.models import User

READERS = (Role.PROD, Role.QA, Role.PUR)


def start_following(plan: PlanRelease, *, user: User) -> None:
    """A production row for each line of a plan that is being released; a revision takes over what is under way."""
    for line in plan.lines.select_related("order_line"):
        running = (
            Production.objects.making()
            .filter(order_line=line.order_line)
            .exclude(status=Production.Status.CANCELLED)
            .first()
        )
        # What the plan takes from free stock is not made.
        quantity = line.quantity - registry.fact("order_line", "from_stock", line.order_line)
        if running is None:
            if quantity > 0:
                _create(plan, line, user, quantity)
            continue
        if quantity <= 0 and running.status == Production.Status.PLANNED:
            move(running, Production.Status.CANCELLED, user, comment=_("All of it is taken from stock."))
            continue
        if quantity < running.quantity_done:
            raise BusinessError(
                _("%(line)s: %(done)s have already been produced.")
                % {"line": line.order_line, "done": f"{running.quantity_done.normalize():f}"}
            )
        change(
            running,
            user,
            gettext_noop("Plan revised"),
            comment=str(plan),
            plan_line=line,
            quantity=quantity,
            planned_date=line.due_date,
            delayed=running.delayed and line.due_date < today(),
        )


def _create(plan: PlanRelease, line: PlanReleaseLine, user: User, quantity: Decimal) -> None:
    traded = line.order_line.supply_type == OrderLine.SupplyType.TRADED
    production = Production.objects.create(
        number=next_number("production"),
        created_by=user,
        kind=Production.Kind.TRADED if traded else Production.Kind.PRODUCTION,
        plan_line=line,
        order_line=line.order_line,
        order_id=plan.order_id,
        quantity=quantity,
        planned_date=line.due_date,
    )
    for role in READERS:
        route(production, role=role)
    audit.record(production, user, gettext_noop("Created"), to_status=production.status)


def locked_production(pk: int) -> Production:
    return lock_under_order(Production, pk, "order__customer__owner", "plan_line__plan")


@transaction.atomic
def start_production(pk: int, user: User) -> Production:
    """The moment production starts is recorded, because contract changes depend on it (PRD-09, 004 §3.9).

    It needs a released plan that covers the line (PRD-01).
    """
    production = locked_production(pk)
    guard(production, Production.Status.IN_PRODUCTION)
    require(can_start_production(user, production))
    if production.kind == Production.Kind.REPAIR:
        return move(production, Production.Status.IN_PRODUCTION, user, started_at=timezone.now())
    plan = lock(PlanRelease, production.plan_line.plan_id)
    if not production.plan_line.is_active:
        raise BusinessError(_("No released plan covers this line. The form is the only instruction."))
    if production.order.contract_id:
        refuse_held_production(production.order.contract_id)
    move(production, Production.Status.IN_PRODUCTION, user, started_at=timezone.now())
    if production.order.contract_id:
        tell_of_start(production.order.contract_id, production)
    if plan.can_become(PlanRelease.Status.IN_PROGRESS):
        move(plan, PlanRelease.Status.IN_PROGRESS, user)
    refresh_order(production.order, user)
    return production


def started_among(orders: list[Order]) -> set[int]:
    """Those of which production of anything has begun (PRD-09)."""
    begun = Production.objects.making().filter(order__in=orders, started_at__isnull=False)
    return set(begun.order_by().values_list("order", flat=True))


def production_started(contract: Contract) -> bool:
    """Has production started on any order of the contract? The guard of contract changes (PRD-09, AMD-02)."""
    return Production.objects.making().filter(order__contract=contract, started_at__isnull=False).exists()


def production_starts(contract: Contract) -> list:
    """Which plan line of the contract started when, and by whom: the page of an amendment says it (AMD-03, PRD-09)."""
    started = Production.objects.making().filter(order__contract=contract, started_at__isnull=False)
    rows = list(started.select_related("order", "plan_line__plan", "order_line__product").order_by("started_at", "pk"))
    kind = ContentType.objects.get_for_model(Production)
    entries = AuditEntry.objects.filter(
        content_type=kind, object_id__in=[row.pk for row in rows], from_status=ProductionStatus.PLANNED
    )
    starters = {entry.object_id: entry.actor for entry in entries.select_related("actor")}
    return [
        {
            "production": row.number,
            "order": row.order.number,
            "plan": row.plan_line.plan.number,
            "product": str(row.order_line.product),
            "quantity": row.quantity,
            "done": row.quantity_done,
            "started_at": row.started_at,
            "started_by": starters.get(row.pk),
        }
        for row in rows
    ]


@transaction.atomic
def report_progress(
    pk: int, user: User, quantity_done: Decimal, problem: str = "", day: dt.date | None = None
) -> Production:
    """The quantity finished in all so far, and on which day it stood so; the whole quantity completes production and
    calls for inspection (PRD-07)."""
    production = locked_production(pk)
    require(can_report_progress(user, production))
    if quantity_done > production.quantity:
        raise BusinessError(
            _("The plan says %(quantity)s, not %(reported)s. What is made beyond it needs a new revision of the plan.")
            % {
                "quantity": f"{production.quantity.normalize():f}",
                "reported": f"{quantity_done.normalize():f}",
            }
        )
    if quantity_done < production.quantity_done:
        raise BusinessError(
            _("Enter the quantity finished in all: from %(done)s to %(quantity)s.")
            % {"done": f"{production.quantity_done.normalize():f}", "quantity": f"{production.quantity.normalize():f}"}
        )
    day = day or today()
    if not day_of(production.started_at) <= day <= today():
        raise BusinessError(_("The day lies between the start of production and today."))
    ProductionProgress.objects.create(
        production=production, quantity_done=quantity_done, problem=problem, reported_by=user, day=day
    )
    done_now = quantity_done - production.quantity_done
    change(production, user, gettext_noop("Progress reported"), comment=problem, quantity_done=quantity_done)
    registry.tell("production", "reported", production, user=user, quantity=done_now)
    if problem:
        notify(
            [production.order.customer.owner],
            lambda: _("Problem in production: %(production)s") % {"production": production},
            url=production.get_absolute_url(),
            body=problem,
        )
    if quantity_done == production.quantity:
        complete(production, user, production.quantity)
    return production


def complete(production: Production, user: User, to_inspect: Decimal) -> None:
    move(production, Production.Status.COMPLETED, user, completed_at=timezone.now(), delayed=False)
    registry.tell("production", "finished", production, user=user, quantity=to_inspect)


@transaction.atomic
def finish_rework(pk: int, user: User) -> Production:
    """Rework done: what failed is offered for inspection again (states.md, Production).

    Where the quality department closed the failed inspection as scrap or concession, nothing is left to inspect.
    """
    production = locked_production(pk)
    guard(production, Production.Status.COMPLETED)
    require(can_finish_rework(user, production))
    move(production, Production.Status.COMPLETED, user, completed_at=timezone.now(), delayed=False)
    last = production.inspections.order_by("-pk").first()
    failed = production.inspections.failed().filter(pk=last.pk).first() if last else None
    if failed is not None:
        left = failed.quantity - failed.quantity_passed
        registry.tell("production", "reworked", production, user=user, quantity=left)
        registry.tell("production", "finished", production, user=user, quantity=left, after=failed)
    return production
