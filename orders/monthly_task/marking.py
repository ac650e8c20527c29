"""The four marks: set one by one by the rep; with the fourth the task is done (REC-05)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop

from orders.account.posting import lock_with_account
from orders.delivery.models import DeliveryNote
from orders.dunning.models import CollectionAction
from orders.dunning.querysets import to_be_dunned
from orders.invoice.models import Invoice
from orders.monthly_task.models import AccountMark, MonthlyAccountTask
from orders.monthly_task.permissions import can_mark
from orders.monthly_task.rules import AccountState, why_not_mark
from orders.monthly_task.states import MarkKind, MonthlyTaskStatus
from orders.statement.models import Statement
from salesmgmt.core import audit, calendar
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import guard, move, require


def state_of(task: MonthlyAccountTask) -> AccountState:
    """What stands against the marks of a task today; four queries."""
    today, month = calendar.today(), task.month
    first, last = calendar.month_bounds(calendar.add_months(month, -1))
    signed = DeliveryNote.objects.billable().filter(customer=task.customer_id, signed_at__lt=calendar.at(month))
    statement = Statement.objects.filter(customer=task.customer_id, date_from=first, date_to=last).exclude(
        status=Statement.Status.DISCARDED
    )
    overdue = to_be_dunned(Invoice.objects.filter(customer=task.customer_id), today)
    acted = CollectionAction.objects.filter(customer=task.customer_id, date__gte=month)
    since = today - dt.timedelta(days=policy().overdue_alert_days)
    invoices = list(overdue.values_list("pk", "due_date", "open_amount"))
    touched = set(acted.values_list("invoices", flat=True))
    return AccountState(
        unbilled=signed.count(),
        statement=statement.values_list("status", flat=True).order_by("-pk").first() or "",
        untouched=sum(pk not in touched for pk, _due, _amount in invoices),
        old=sum((amount for _pk, due, amount in invoices if due < since), ZERO),
    )


@transaction.atomic
def set_mark(pk: int, user: User, kind: str, note: str = "") -> MonthlyAccountTask:
    """Set one of the four marks (REC-05); BusinessError with what stands against it, PermissionDenied for anybody else."""
    task, _account = lock_with_account(MonthlyAccountTask, pk)
    require(can_mark(user, task))
    if task.marks.filter(kind=kind).exists():
        return task
    if task.status != MonthlyTaskStatus.OPEN:
        guard(task, MonthlyTaskStatus.DONE)
    reason = why_not_mark(kind, state_of(task), note)
    if reason:
        raise BusinessError(reason)
    AccountMark.objects.create(task=task, kind=kind, note=note.strip(), marked_by=user)
    audit.record(task, user, gettext_noop("Marked"), comment=f"{MarkKind(kind).label} {note}".strip())
    if task.marks.count() == len(MarkKind):
        move(task, MonthlyTaskStatus.DONE, user)
    return task


@transaction.atomic
def reopen(pk: int, user: User, comment: str) -> MonthlyAccountTask:
    """done → open: a mark was set by mistake; the marks are set anew, the old ones stay in the timeline."""
    task, _account = lock_with_account(MonthlyAccountTask, pk)
    guard(task, MonthlyTaskStatus.OPEN)
    require(can_mark(user, task))
    task.marks.all().delete()
    return move(task, MonthlyTaskStatus.OPEN, user, comment=comment)
