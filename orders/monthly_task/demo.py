"""The month of the demo company: every customer's task, some begun, some done, one opened again."""

from orders.monthly_task.marking import reopen, set_mark
from orders.monthly_task.models import MonthlyAccountTask
from orders.monthly_task.opening import open_month
from orders.monthly_task.states import MarkKind
from orders.statement.models import Statement
from orders.statement.sending import record_answer, send_statement
from salesmgmt.core.calendar import now
from salesmgmt.core.exceptions import BusinessError

NOTE = "已电话核对，客户盖章回执随下月发票寄回。"


def build(company):
    open_month(now())
    tasks = MonthlyAccountTask.objects.filter(customer__owner__isnull=False).select_related("customer__owner")
    for place, task in enumerate(tasks.order_by("pk")[:12]):
        owner = task.customer.owner
        statement = Statement.objects.filter(customer=task.customer, status=Statement.Status.DRAFT).first()
        if place >= 2 and statement is not None:
            record_answer(send_statement(statement.pk, owner).pk, owner, statement.closing)
        _mark(task, list(MarkKind)[: place % 5])
    finished = MonthlyAccountTask.objects.filter(status=MonthlyAccountTask.Status.DONE)
    # On the first of a month nobody has asked for what is overdue yet: those that owe nothing late are finished.
    for task in tasks.order_by("pk")[:12]:
        if finished.count() < 2:
            _mark(task, MarkKind)
    done = finished.first()
    if done is not None and finished.count() > 1:
        reopen(done.pk, done.customer.owner, "回执盖章有误，重新核对。")


def _mark(task, kinds):
    """Each mark in its order, as far as nothing stands against it: what does is the example."""
    given = set(task.marks.values_list("kind", flat=True))
    for kind in kinds:
        if kind in given:
            continue
        try:
            set_mark(task.pk, task.customer.owner, kind, NOTE)
        except BusinessError:
            break
