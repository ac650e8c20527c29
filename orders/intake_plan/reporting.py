"""What was won is reported to the planner, corrected until he consolidates it, or withdrawn (PRD-05, 003 (三)1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.intake_plan.models import IntakePlan, IntakePlanLine
from orders.intake_plan.months import month_of
from orders.intake_plan.permissions import can_edit_intake, can_report_intake
from salesmgmt.core import audit
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.domain.notices import notify_roles
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import assign, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from contracts.contract.models import Contract
    from customers.customer.models import Customer
    from salesmgmt.core.models import User


@transaction.atomic
def report_intake(
    user: User,
    *,
    lines: list[dict],
    customer: Customer,
    month: dt.date,
    contract: Contract | None = None,
    remark: str = "",
) -> IntakePlan:
    """After winning work the rep reports it to the planner, with quantity and due date of each product (PRD-05)."""
    require(can_report_intake(user, customer))
    _check(customer, contract, lines)
    plan = IntakePlan.objects.create(
        number=next_number(IntakePlan.KIND),
        created_by=user,
        customer=customer,
        contract=contract,
        month=month_of(month),
        remark=remark,
    )
    _write(plan, lines)
    audit.record(plan, user, gettext_noop("Created"), to_status=plan.status)
    notify_roles(
        [Role.PLN],
        lambda: _("Order-intake plan reported: %(plan)s %(customer)s") % {"plan": plan, "customer": customer.name},
        url=plan.get_absolute_url(),
        sent_by=user,
    )
    return plan


@transaction.atomic
def update_intake(pk: int, user: User, *, lines: list[dict], **fields: Any) -> IntakePlan:
    """Corrected by the rep while the planner has not consolidated it."""
    plan = lock(IntakePlan, pk, "customer__owner")
    require(can_edit_intake(user, plan) and can_report_intake(user, fields["customer"]))
    _check(fields["customer"], fields.get("contract"), lines)
    fields["month"] = month_of(fields["month"])
    with recorded(plan, user):
        assign(plan, fields)
        plan.save(update_fields=[*fields, *plan.touched_fields()])
        plan.lines.all().delete()
        _write(plan, lines)
    return plan


@transaction.atomic
def withdraw_intake(pk: int, user: User, comment: str) -> IntakePlan:
    """It was not won after all: the planner counts it no more."""
    plan = lock(IntakePlan, pk, "customer__owner")
    guard(plan, IntakePlan.Status.WITHDRAWN)
    require(can_edit_intake(user, plan))
    return move(plan, IntakePlan.Status.WITHDRAWN, user, comment=comment)


def _check(customer: Customer, contract: Contract | None, lines: list[dict]) -> None:
    if contract is not None and contract.customer_id != customer.pk:
        raise BusinessError(_("The contract belongs to another customer."))
    if not lines:
        raise BusinessError(_("Enter at least one line."))


def _write(plan: IntakePlan, lines: list[dict]) -> None:
    rows = [{name: line[name] for name in ("product", "quantity", "due_date")} for line in lines]
    IntakePlanLine.objects.bulk_create([IntakePlanLine(plan=plan, **row) for row in rows])
