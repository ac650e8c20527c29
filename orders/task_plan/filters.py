import django_filters as filters
from django.utils.translation import gettext_lazy as _

from orders.intake_plan.months import month_choices
from orders.task_plan.models import TaskPlan
from salesmgmt.core.web.filters import BaseFilterSet, StatusFilter


class TaskPlanFilters(BaseFilterSet):
    status = StatusFilter(TaskPlan.Status)
    month = filters.ChoiceFilter(choices=month_choices, label=_("month"))
    kind = filters.ChoiceFilter(choices=TaskPlan.Kind.choices, label=_("kind"))

    class Meta:
        model = TaskPlan
        fields = ["status", "month", "kind"]
        search = ("number",)
        primary = ("status", "month")
