"""Pages of the monthly account tasks."""

from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.monthly_task.filters import MonthlyTaskFilters
from orders.monthly_task.forms import MarkForm
from orders.monthly_task.marking import reopen, set_mark, state_of
from orders.monthly_task.models import MonthlyAccountTask
from orders.monthly_task.permissions import can_mark
from orders.monthly_task.rules import why_not_mark
from orders.monthly_task.states import MarkKind, MonthlyTaskStatus
from orders.monthly_task.tables import MarkTable, MonthlyTaskTable
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.form_classes import ReasonForm
from salesmgmt.core.web.lists import ListPage, Preset


class MonthlyTaskList(ListPage):
    """What each rep does for his customers' accounts this month (REC-05)."""

    model = MonthlyAccountTask
    matrix_key = "invoice"
    table_class = MonthlyTaskTable
    filterset_class = MonthlyTaskFilters
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("Mine"), "customer__owner=me"),
        Preset(gettext_lazy("Still open"), "status=open"),
    )
    empty_title = gettext_lazy("No monthly tasks")
    empty_text = gettext_lazy("On the first of the month each customer with an account gets one.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_customer().with_marks()


def _may_set(kind, user, task):
    return task.status == MonthlyTaskStatus.OPEN and can_mark(user, task) and not task.marks.filter(kind=kind).exists()


def _mark_action(kind):
    return Action(
        kind.value,
        kind.label,
        partial(_may_set, kind),
        partial(_set, kind),
        form=MarkForm,
        style="primary",
        icon="checkbox",
    )


def _set(kind, pk, user, note=""):
    return set_mark(pk, user, kind, note)


class MonthlyTaskDetail(DetailPage):
    model = MonthlyAccountTask
    related = ("customer__owner",)
    actions = (
        *(_mark_action(kind) for kind in MarkKind),
        Action("reopen", gettext_lazy("Reopen"), can_mark, reopen, form=ReasonForm, to="open", icon="rotate"),
    )

    def title(self, obj):
        return f"{obj.customer.name} {obj.month:%Y-%m}"

    def facts(self, obj):
        state = state_of(obj)
        open_kinds = set(MarkKind) - set(obj.marks.values_list("kind", flat=True))
        against = [(kind, why_not_mark(kind, state)) for kind in MarkKind if kind in open_kinds]
        return [
            (_("Customer"), obj.customer),
            (_("Responsible rep"), obj.customer.owner),
            (_("Signed and not billed"), str(state.unbilled)),
            (_("Overdue without collection action this month"), str(state.untouched)),
            (_("Long overdue"), state.old),
            *(Fact(kind.label, reason, wide=True) for kind, reason in against if reason),
        ]

    def lines(self, obj):
        return MarkTable(obj.marks.select_related("marked_by"), user=self.request.user)
