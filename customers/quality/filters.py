import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.category.models import ProductCategory
from customers.quality.models import DEPARTMENTS, ImprovementAction, ImprovementSuggestion, QualityOpinion
from salesmgmt.core.calendar import Quarter, quarter_of, today
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class OverdueFilter(filters.BooleanFilter):
    """``?overdue=true``: through the queryset's own overdue()."""

    def __init__(self, **kwargs):
        super().__init__(label=_("overdue"), **kwargs)

    def filter(self, queryset, value):
        if value is None:
            return queryset
        late = queryset.overdue()
        return late if value else queryset.exclude(pk__in=late.values("pk"))


class OpinionFilters(BaseFilterSet):
    status = StatusFilter(QualityOpinion.Status)
    department = filters.ChoiceFilter(choices=DEPARTMENTS, label=_("department"))
    customer__owner = PersonFilter(label=_("responsible rep"))
    overdue = OverdueFilter()
    product_category = filters.ModelChoiceFilter(queryset=ProductCategory.objects.all(), label=_("product category"))
    heard_on = DateRangeFilter(label=_("heard on"))

    class Meta:
        model = QualityOpinion
        fields = ["status", "department", "customer__owner", "overdue", "product_category", "heard_on"]
        search = ("number", "customer__name", "product_name", "product_code", "content", "cause__name")
        primary = ("status", "department", "customer__owner", "overdue")


class ActionFilters(BaseFilterSet):
    status = StatusFilter(ImprovementAction.Status)
    department = filters.ChoiceFilter(choices=DEPARTMENTS, label=_("department"))
    customer__owner = PersonFilter(label=_("responsible rep"))
    overdue = OverdueFilter()
    due_on = DateRangeFilter(label=_("due on"))

    class Meta:
        model = ImprovementAction
        fields = ["status", "department", "customer__owner", "overdue", "due_on"]
        search = ("number", "customer__name", "measure")
        primary = ("status", "department", "customer__owner", "overdue")


class SuggestionFilters(BaseFilterSet):
    status = StatusFilter(ImprovementSuggestion.Status)
    kind = filters.ChoiceFilter(choices=ImprovementSuggestion.Kind.choices, label=_("kind"))
    customer__owner = PersonFilter(label=_("responsible rep"))
    suggested_on = DateRangeFilter(label=_("suggested on"))

    class Meta:
        model = ImprovementSuggestion
        fields = ["status", "kind", "customer__owner", "suggested_on"]
        search = ("number", "customer__name", "product_name", "content")
        primary = ("status", "kind", "customer__owner")


def quarter_from(text):
    """2026Q2; the present quarter for anything else."""
    year, _q, number = text.partition("Q")
    if year.isdecimal() and number in ("1", "2", "3", "4") and 2000 <= int(year) <= 2100:
        return Quarter(int(year), int(number))
    return quarter_of(today())


def category_from(text):
    return ProductCategory.objects.filter(pk=as_pk(text)).first()
