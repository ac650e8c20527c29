"""The planner's month: intake consolidated, agreed with production, issued (PRD-06, 003 (三)2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.intake_plan.models import IntakePlan, IntakePlanLine
from orders.intake_plan.months import month_of
from orders.task_plan.models import TaskPlan, TaskPlanLine
from orders.task_plan.permissions import (
    can_agree_task_plan,
    can_create_task_plan,
    can_edit_task_plan,
    can_issue_task_plan,
)
from orders.task_plan.rules import issue_problems
from salesmgmt.core import audit
from salesmgmt.core.domain.approvals.alone import why_not_alone
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.domain.notices import notify, notify_department
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import assign, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def draw_up(user: User, *, month: dt.date, kind: str, remark: str = "") -> TaskPlan:
    """A draft with all that was reported for the month and is in no plan yet; these intake plans are consolidated.

    A month has one plan; what is won afterwards goes into a temporary one (PRD-06).
    """
    require(can_create_task_plan(user))
    if not policy().task_plans_used:
        raise BusinessError(_("Task plans are switched off in the settings."))
    month = month_of(month)
    intake = _consolidated(month, user)
    plan = _new_plan(user, month, kind, remark)
    rows = IntakePlanLine.objects.filter(plan__in=intake).select_related("plan").order_by("due_date", "pk")
    TaskPlanLine.objects.bulk_create(
        [
            TaskPlanLine(
                plan=plan,
                intake_line=row,
                customer_id=row.plan.customer_id,
                product_id=row.product_id,
                quantity=row.quantity,
                due_date=row.due_date,
            )
            for row in rows
        ]
    )
    audit.record(plan, user, gettext_noop("Created"), to_status=plan.status)
    return plan


def _consolidated(month: dt.date, user: User) -> list[IntakePlan]:
    """Locked in the order of their customers; what somebody withdrew meanwhile stays out."""
    waiting = IntakePlan.objects.filter(month=month, status=IntakePlan.Status.REPORTED).order_by("customer", "pk")
    locked = [lock(IntakePlan, pk) for pk in waiting.values_list("pk", flat=True)]
    taken = [plan for plan in locked if plan.status == IntakePlan.Status.REPORTED]
    return [move(plan, IntakePlan.Status.CONSOLIDATED, user) for plan in taken]


def _new_plan(user: User, month: dt.date, kind: str, remark: str) -> TaskPlan:
    try:
        with transaction.atomic():
            return TaskPlan.objects.create(
                number=next_number(TaskPlan.KIND), created_by=user, month=month, kind=kind, remark=remark
            )
    except IntegrityError as taken:
        raise BusinessError(
            _("%(month)s has its task plan already; make a temporary plan.") % {"month": f"{month:%Y-%m}"}
        ) from taken


@transaction.atomic
def update_task_plan(pk: int, user: User, *, lines: list[dict], remark: str) -> TaskPlan:
    """Quantities, completion dates and lines of the planner's own; a line of an intake plan keeps where it came from."""
    plan = lock(TaskPlan, pk)
    require(can_edit_task_plan(user, plan))
    known = {line.pk: line for line in plan.lines.all()}
    with recorded(plan, user):
        assign(plan, {"remark": remark})
        plan.save(update_fields=["remark", *plan.touched_fields()])
        _write(plan, known, lines)
    return plan


def _write(plan: TaskPlan, known: dict[int, TaskPlanLine], lines: list[dict]) -> None:
    kept: set[int] = set()
    for values in lines:
        fields: dict[str, Any] = {name: value for name, value in values.items() if name not in ("id", "plan")}
        line = known.get(getattr(values.get("id"), "pk", 0))
        if line is None:
            TaskPlanLine.objects.create(plan=plan, **fields)
            continue
        if line.intake_line_id:
            fields.pop("product", None)
        kept.add(line.pk)
        for name, value in fields.items():
            setattr(line, name, value)
        line.save(update_fields=[*fields])
    dropped = [line for pk, line in known.items() if pk not in kept]
    if any(line.intake_line_id for line in dropped):
        raise BusinessError(_("A line that a representative reported cannot be removed; change its completion date."))
    TaskPlanLine.objects.filter(pk__in=[line.pk for line in dropped]).delete()


@transaction.atomic
def put_to_production(pk: int, user: User) -> TaskPlan:
    """The draft goes to production, which agrees or says what cannot be done."""
    plan = lock(TaskPlan, pk)
    require(can_edit_task_plan(user, plan))
    problems = issue_problems(plan.lines.select_related("product"))
    if problems:
        raise BusinessError(" ".join(problems))
    notify_department(
        plan, Role.PROD, lambda: _("Task plan to agree: %(plan)s") % {"plan": plan}, sent_by=user, body=plan.remark
    )
    audit.record(plan, user, gettext_noop("Put to production"))
    return plan


@transaction.atomic
def agree(pk: int, user: User) -> TaskPlan:
    """Production agrees to the completion times (PRD-06)."""
    plan = lock(TaskPlan, pk, "created_by")
    guard(plan, TaskPlan.Status.AGREED)
    require(can_agree_task_plan(user, plan), why_not_alone(user, plan, Role.PROD))
    problems = issue_problems(plan.lines.select_related("product"))
    if problems:
        raise BusinessError(" ".join(problems))
    move(plan, TaskPlan.Status.AGREED, user, agreed_by=user, agreed_at=timezone.now())
    _tell_planner(plan, lambda: _("Production agrees: %(plan)s") % {"plan": plan})
    return plan


@transaction.atomic
def object_to(pk: int, user: User, comment: str) -> TaskPlan:
    """Production says what cannot be done in time; the planner changes the draft."""
    plan = lock(TaskPlan, pk, "created_by")
    require(can_agree_task_plan(user, plan), why_not_alone(user, plan, Role.PROD))
    audit.record(plan, user, gettext_noop("Production objects"), comment=comment)
    _tell_planner(plan, lambda: _("Production objects: %(plan)s") % {"plan": plan}, comment)
    return plan


def _tell_planner(plan: TaskPlan, subject: Any, body: str = "") -> None:
    notify([plan.created_by], subject, url=plan.get_absolute_url(), body=body)


@transaction.atomic
def take_back(pk: int, user: User, comment: str) -> TaskPlan:
    """An agreed plan is changed once more: production agrees again."""
    plan = lock(TaskPlan, pk)
    guard(plan, TaskPlan.Status.DRAFT)
    require(can_issue_task_plan(user, plan))
    return move(plan, TaskPlan.Status.DRAFT, user, comment=comment, agreed_by=None, agreed_at=None)


@transaction.atomic
def issue_task_plan(pk: int, user: User) -> TaskPlan:
    """Issued with the completion time of every line, one copy kept and one to production (PRD-06, DOC-03)."""
    plan = lock(TaskPlan, pk)
    problems = issue_problems(plan.lines.select_related("product"))
    if problems:
        raise BusinessError(" ".join(problems))
    guard(plan, TaskPlan.Status.ISSUED)
    require(can_issue_task_plan(user, plan))
    move(plan, TaskPlan.Status.ISSUED, user, issued_by=user, issued_at=timezone.now())
    for role in (Role.PROD, Role.PUR):
        notify_department(plan, role, lambda: _("Task plan issued: %(plan)s") % {"plan": plan}, sent_by=user)
    _tell_representatives(plan, user)
    return plan


def _tell_representatives(plan: TaskPlan, user: User) -> None:
    """Each hears when what he reported will be finished, on the page of his own intake plan."""
    rows = plan.lines.filter(intake_line__isnull=False).select_related("intake_line__plan__customer__owner", "product")
    told: dict[IntakePlan, list[str]] = {}
    for line in rows:
        told.setdefault(line.intake_line.plan, []).append(f"{line.product} {line.completion_date}")
    for intake, words in told.items():
        notify(
            [intake.customer.owner],
            lambda: _("Completion dates of %(intake)s") % {"intake": intake},  # noqa: B023 - asked at once
            url=intake.get_absolute_url(),
            body="\n".join(words),
            sent_by=user,
        )


def release_intake(plan: TaskPlan, user: User) -> None:
    """A draft was thrown away: what it had consolidated waits for the planner again."""
    intake = IntakePlan.objects.filter(lines__task_lines__plan=plan).distinct().order_by("customer", "pk")
    pks = list(intake.values_list("pk", flat=True))
    plan.lines.update(intake_line=None)
    for pk in pks:
        move(lock(IntakePlan, pk), IntakePlan.Status.REPORTED, user, comment=str(plan))
