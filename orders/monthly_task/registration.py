"""What the monthly account tasks tell core."""

from django.utils.translation import gettext_lazy as _

from orders.account.permissions import can_see_receivables
from orders.monthly_task.models import MonthlyAccountTask
from orders.monthly_task.opening import JOB, open_month
from orders.monthly_task.states import MonthlyTaskStatus
from salesmgmt.core import registry
from salesmgmt.core.permissions import may_at_all


def register():
    registry.register_document(
        MonthlyAccountTask,
        "MAT",
        _("Monthly account task"),
        _("Monthly account tasks"),
        "calendar-check",
        "monthly-account-task-list",
    )
    registry.register_menu(
        "money", _("Monthly account tasks"), "monthly-account-task-list", "calendar-check", can_see_receivables, 65
    )
    registry.register_tab(
        "customer",
        registry.Tab(
            "monthly-tasks",
            _("Monthly tasks"),
            "customer-monthly-tasks",
            lambda customer, user: MonthlyAccountTask.objects.visible_to(user).filter(customer=customer),
            lambda user, customer: can_see_receivables(user),
            "calendar-check",
            65,
        ),
    )
    registry.register_home_card(
        "monthly-account-tasks",
        _("Monthly account tasks"),
        lambda user: may_at_all(user, "payment", "C"),
        lambda user: MonthlyAccountTask.objects.visible_to(user).filter(status=MonthlyTaskStatus.OPEN),
        f"monthly-account-task-list?status={MonthlyAccountTask.Status.OPEN}",
        icon="calendar-check",
        order=33,
    )
    registry.register_periodic(
        JOB,
        _("Monthly account tasks and statements"),
        "20 1 1 * *",
        open_month,
        "REC-05",
        every_slot=True,
        in_batches=True,
    )
