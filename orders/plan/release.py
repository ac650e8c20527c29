"""Making, telling, releasing, revising and cancelling plan release forms (004 §4.3.2 to §4.3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.amendment.eligibility import refuse_held_production
from contracts.contract.standing import why_nothing_new
from orders.order.models import Order
from orders.order.progress import refresh_order
from orders.order_hold.hold import require_supply
from orders.plan.models import PLAN_DEPARTMENTS, PlanRelease, PlanReleaseLine
from orders.plan.permissions import (
    can_cancel_plan,
    can_create_plan,
    can_edit_plan,
    can_give_oral_notice,
    can_revise_plan,
)
from orders.plan.rules import plan_problems
from orders.supply.models import SupplyCheck
from orders.supply.states import SupplyKind
from salesmgmt.core import audit, registry
from salesmgmt.core.calendar import deadline
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.domain.notices import notify_department
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import assign, change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from orders.order.models import OrderLine
    from salesmgmt.core.models import ApprovalRound
    from salesmgmt.core.models.organisation import PeopleQuerySet

KIND_OF_ORDER = {SupplyKind.SAMPLE: PlanRelease.Kind.SAMPLE, SupplyKind.REPLACEMENT: PlanRelease.Kind.REPLACEMENT}


@transaction.atomic
def draft_plan(order_pk: int, user: User, *, kind: str = "") -> PlanRelease:
    """A form for the lines of a confirmed order that no released plan covers yet (PRD-01).

    Samples and temporary plans need it too. Raises BusinessError where the order is not confirmed or wholly planned.
    """
    order = lock(Order, order_pk, "customer__owner")
    if order.status not in order.PLANNABLE:
        raise BusinessError(
            _("%(order)s is “%(status)s”; a plan is made for a confirmed order.")
            % {"order": order, "status": order.get_status_display()}
        )
    ended = why_nothing_new(order.contract)
    if ended:
        raise BusinessError(ended)
    lines = list(order.lines.exclude(plan_lines__is_active=True))
    if not lines:
        raise BusinessError(_("Every line of %(order)s is already covered by a released plan.") % {"order": order})
    require(can_create_plan(user, order))
    return new_plan(order, user, lines, kind or _kind_of(order))


def _kind_of(order: Order) -> str:
    """What follows from the order; what is repaired for a return stays so in a second plan."""
    earlier = order.plan_releases.filter(kind=PlanRelease.Kind.REPAIR)
    if order.kind == SupplyKind.REPLACEMENT and earlier.exists():
        return PlanRelease.Kind.REPAIR
    return KIND_OF_ORDER.get(SupplyKind(order.kind), PlanRelease.Kind.NORMAL)


def new_plan(order: Order, user: User, lines: list[OrderLine], kind: Any, **fields: Any) -> PlanRelease:
    """The writing part: a draft for these lines of a locked order."""
    plan = PlanRelease.objects.create(
        number=next_number("plan_release"),
        created_by=user,
        order=order,
        kind=kind,
        departments=[role.value for role in PLAN_DEPARTMENTS],
        **fields,
    )
    PlanReleaseLine.objects.bulk_create([_line_of(plan, line) for line in lines])
    audit.record(plan, user, gettext_noop("Created"), to_status=plan.status)
    return plan


def _line_of(plan: PlanRelease, order_line: OrderLine, earlier: PlanReleaseLine | None = None) -> PlanReleaseLine:
    return PlanReleaseLine(
        plan=plan,
        order_line=order_line,
        quantity=order_line.quantity,
        due_date=order_line.due_date,
        state=order_line.state,
        quality_requirement=earlier.quality_requirement if earlier else order_line.product.quality_standard,
        technical_file=earlier.technical_file if earlier else "",
    )


@transaction.atomic
def give_oral_notice(
    pk: int, user: User, *, departments: list[str], content: str, given_at: dt.datetime | None = None
) -> PlanRelease:
    """Tell departments orally first; the form must be released within SET-13 hours (PRD-02).

    Whoever was told receives the form too; the other recipients of the form stay what they are. What was said stands in
    the notice: the form itself is read from its signature on (PRD-04).
    """
    plan = lock(PlanRelease, pk, "order__customer__owner")
    require(can_give_oral_notice(user, plan))
    given_at = given_at or timezone.now()
    if given_at > timezone.now():
        raise BusinessError(_("The oral notice cannot lie in the future."))
    if not departments:
        raise BusinessError(_("Name the departments that were told."))
    change(
        plan,
        user,
        gettext_noop("Oral notice given"),
        comment=content,
        verbal_notice_at=given_at,
        verbal_notice_by=user,
        verbal_content=content,
        verbal_departments=list(departments),
        departments=list(dict.fromkeys([*plan.departments, *departments])),
        form_due_at=deadline(given_at, policy().plan_form_hours),
    )
    for role in departments:
        notify_department(
            plan,
            role,
            lambda: _("Oral notice for %(order)s; the form follows") % {"order": plan.order},
            sent_by=user,
            body=content,
            due_at=plan.form_due_at,
            url=f"{reverse('notices')}?box=department",
        )
    return plan


def problems_of(plan: PlanRelease) -> list[str]:
    """What the form still lacks to be signed; its page says so while it is a draft (PRD-03, PRD-08)."""
    lines = list(plan.lines.select_related("order_line__product"))
    taken = PlanReleaseLine.objects.filter(
        order_line__in=[line.order_line_id for line in lines], is_active=True
    ).exclude(plan=plan.replaces_id)
    problems = plan_problems(
        [
            (
                str(line.order_line.product),
                line.quantity,
                line.order_line.quantity,
                line.due_date,
                line.quality_requirement,
            )
            for line in lines
        ],
        [str(line.order_line.product) for line in taken.select_related("order_line__product")],
    )
    if not plan.departments:
        problems.append(_("Name the departments that receive the form."))
    return [str(problem) for problem in problems]


def check_submit(plan: PlanRelease, user: User) -> None:
    """The content must be rigorous, accurate and unique before the head of sales signs (PRD-03)."""
    problems = problems_of(plan)
    if problems:
        raise BusinessError(" ".join(problems))


def on_released(plan: PlanRelease, round_: ApprovalRound, user: User) -> None:
    """What the signature sets in motion, in the transaction of the signature (PRD-04).

    The older revision is superseded, the lines become the only instruction, production is planned and the departments
    receive the form in writing. Supply control is asked again: what was within the line at the order may not be now.
    """
    order = lock(Order, plan.order_id, "customer__owner")
    if order.contract_id:
        refuse_held_production(order.contract_id)
    ended = why_nothing_new(order.contract)
    if ended:
        raise BusinessError(ended)
    check_submit(plan, user)
    if not _is_free(order):  # what makes no receivable is not controlled (DLV-09)
        order_lines = [line.order_line for line in plan.lines.select_related("order_line__product")]
        require_supply(order, user, SupplyCheck.Occasion.RELEASE, lines=order_lines)
    if plan.replaces_id:
        _supersede(plan, user)
    plan.lines.update(is_active=True)
    registry.tell("plan_release", "released", plan, user=user)
    if order.plan_revision_due:
        change(order, user, gettext_noop("New plan revision released"), plan_revision_due=False)
    for role in plan.departments:
        notify_department(plan, role, lambda: _("Plan released: %(plan)s") % {"plan": plan}, sent_by=user)
    refresh_order(order, user)
    if plan.lines.filter(production__started_at__isnull=False).exists():
        move(plan, PlanRelease.Status.IN_PROGRESS, user)


def _is_free(order: Order) -> bool:
    """Samples, and what replaces goods that were billed, or are to be, with their first delivery."""
    return order.kind == SupplyKind.SAMPLE or order.kind == SupplyKind.REPLACEMENT and not order.amount


def _supersede(plan: PlanRelease, user: User) -> None:
    old = lock(PlanRelease, plan.replaces_id)
    old.lines.update(is_active=False)
    move(old, PlanRelease.Status.SUPERSEDED, user, comment=str(plan))


@transaction.atomic
def revise_plan(pk: int, user: User) -> PlanRelease:
    """Revision n + 1 of a released form as a draft with the order's present quantities and dates (CHG-05, PRD-03)."""
    plan = lock(PlanRelease, pk, "order__customer__owner")
    require(can_revise_plan(user, plan), _("This form cannot be revised now."))
    base = plan.number.split("/")[0]
    # A revision that was thrown away keeps its number.
    earlier = PlanRelease.objects.filter(order=plan.order, number__startswith=base)
    revision = earlier.aggregate(last=Max("revision"))["last"] + 1
    new = PlanRelease.objects.create(
        number=f"{base}/{revision}",
        created_by=user,
        order=plan.order,
        kind=plan.kind,
        departments=plan.departments,
        revision=revision,
        replaces=plan,
    )
    PlanReleaseLine.objects.bulk_create(
        [_line_of(new, line.order_line, line) for line in plan.lines.select_related("order_line__product")]
    )
    audit.record(new, user, gettext_noop("Created"), to_status=new.status, comment=str(plan))
    return new


@transaction.atomic
def cancel_plan(pk: int, user: User, reason: str) -> PlanRelease:
    """Stop a plan; what has not been produced is not produced (states.md: head of sales)."""
    plan = lock(PlanRelease, pk, "order__customer__owner")
    guard(plan, PlanRelease.Status.CANCELLED)
    require(can_cancel_plan(user, plan))
    if not reason.strip():
        raise BusinessError(_("Give a reason."))
    return stop_plan(plan, user, reason)


def stop_plans_of(order: Order, *, user: User, reason: str) -> None:
    """Cancel the open plans of an order that is cancelled (ORD-09)."""
    for plan in order.plan_releases.filter(
        status__in=[
            PlanRelease.Status.DRAFT,
            PlanRelease.Status.SUBMITTED,
            PlanRelease.Status.RELEASED,
            PlanRelease.Status.IN_PROGRESS,
        ]
    ).order_by("pk"):
        stop_plan(lock(PlanRelease, plan.pk), user, reason)


def stop_plan(plan: PlanRelease, actor: User, reason: str) -> PlanRelease:
    """Cancel a locked plan with its unfinished productions; also called when an order is cancelled (ORD-09)."""
    for line in plan.lines.select_related("production").filter(production__isnull=False):
        production = line.production
        if production.can_become(production.Status.CANCELLED):
            move(production, production.Status.CANCELLED, actor, comment=reason)
            if production.quantity_done:
                # What is made is there: once it has passed, it is stock that another order may use (ORD-09).
                registry.tell("production", "stopped", production, user=actor, quantity=production.quantity_done)
    registry.tell("plan_release", "stopped", plan, user=actor, reason=reason)
    plan.lines.update(is_active=False)
    approvals.cancel(plan, actor, reason)
    if plan.replaces_id and plan.released_at is None:
        # The form it was to replace stands, and may be revised again.
        change(plan, actor, gettext_noop("Version taken back"), replaces=None)
    move(plan, PlanRelease.Status.CANCELLED, actor, comment=reason)
    for role in plan.departments if plan.released_at else ():
        notify_department(
            plan, role, lambda: _("Plan cancelled: %(plan)s") % {"plan": plan}, sent_by=actor, body=reason
        )
    return plan


def heads_of_sales() -> PeopleQuerySet:
    """销售部负责人: the director (CF-01)."""
    return User.objects.with_role(Role.DIR)


@transaction.atomic
def update_plan(pk: int, user: User, *, lines: Any, kind: Any, departments: Any, remark: str) -> PlanRelease:
    """Change a draft: kind, departments, and what is asked of each line (PRD-03)."""
    plan = lock(PlanRelease, pk, "order__customer__owner")
    require(can_edit_plan(user, plan))
    rows = [{name: value for name, value in line.items() if name not in ("id", "plan")} for line in lines]
    if any(row["order_line"].order_id != plan.order_id for row in rows):
        raise BusinessError(_("A line belongs to another order."))
    fields = {"kind": kind, "departments": departments, "remark": remark}
    with recorded(plan, user):
        assign(plan, fields)
        plan.save(update_fields=[*fields, *plan.touched_fields()])
        plan.lines.all().delete()
        PlanReleaseLine.objects.bulk_create([PlanReleaseLine(plan=plan, **row) for row in rows])
    return plan
