import django_filters as filters
from django.utils.translation import gettext_lazy as _

from orders.intake_plan.models import IntakePlan, IntakePlanLine
from orders.intake_plan.months import month_choices
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class IntakePlanFilters(BaseFilterSet):
    status = StatusFilter(IntakePlan.Status)
    month = filters.ChoiceFilter(choices=month_choices, label=_("month"))
    customer__owner = PersonFilter(label=_("responsible rep"))

    class Meta:
        model = IntakePlan
        fields = ["status", "month", "customer__owner"]
        search = ("number", "customer__name")
        primary = ("status", "month")


class IntakeMonthFilters(BaseFilterSet):
    month = filters.ChoiceFilter("plan__month", choices=month_choices, label=_("month"))
    status = filters.ChoiceFilter("plan__status", choices=IntakePlan.Status.choices, label=_("status"))
    customer__owner = PersonFilter("plan__customer__owner", label=_("responsible rep"))
    due_date = DateRangeFilter(label=_("due date"))

    class Meta:
        model = IntakePlanLine
        fields = ["due_date"]
        search = ("plan__number", "plan__customer__name", "product__code", "product__name")
        primary = ("month", "status")
