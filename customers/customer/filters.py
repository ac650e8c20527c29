import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from customers.category.models import ProductCategory
from customers.customer.maturity import new_customers, to_be_mature
from customers.customer.models import Customer
from customers.customer.review import stale
from customers.customer.standing import review_outdated, with_orders_last_12m
from customers.customer.states import Grade
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import Unit
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter, StatusFilter, WholeNumberFilter, with_or_without

TAGS = forms.SelectMultiple(attrs={"data-enhance": "tags"})


def regions(request=None):
    return Unit.objects.filter(kind=Unit.Kind.REGION, is_active=True)


class CustomerFilters(BaseFilterSet):
    """By name, region, owner, grade, segment, location, status, orders of 12 months (CUS-03, CUS-05)."""

    status = StatusFilter(Customer.Status)
    grade = filters.MultipleChoiceFilter(
        choices=[*Grade.choices, ("-", _("Not evaluated"))], method="filter_grade", label=_("credit grade"), widget=TAGS
    )
    owner = PersonFilter(label=_("responsible rep"))
    region = filters.ModelChoiceFilter(queryset=regions, label=_("region"))
    segment = filters.ChoiceFilter(choices=Customer.Segment.choices, label=_("segment"))
    location_type = filters.ChoiceFilter(choices=Customer.Location.choices, label=_("location"))
    categories = filters.ModelChoiceFilter(queryset=ProductCategory.objects.all(), label=_("product category"))
    orders = WholeNumberFilter(method="filter_orders", label=_("orders in 12 months, at least"), min_value=0)
    executive_sponsor = PersonFilter(label=_("sponsor in management"))
    is_key = filters.BooleanFilter(label=_("key customer"))
    origin = filters.ChoiceFilter(choices=Customer.Origin.choices, label=_("origin"))
    no_owner = filters.BooleanFilter(field_name="owner", lookup_expr="isnull", label=_("without responsible rep"))

    review_outdated = filters.BooleanFilter(method="filter_outdated", label=_("credit review outdated"))
    stale = filters.BooleanFilter(method="filter_stale", label=_("data not confirmed for long"))
    is_new = filters.BooleanFilter(method="filter_new", label=_("new this year"))
    suggest_mature = filters.BooleanFilter(method="filter_suggested", label=_("suggested as mature"))

    class Meta:
        model = Customer
        fields = ["status", "grade", "owner", "region", "segment", "location_type", "categories"]
        primary = ("status", "grade", "owner", "region")

    def filter_grade(self, queryset, name, value):
        return queryset.filter(grade__in=["" if each == "-" else each for each in value]) if value else queryset

    def filter_orders(self, queryset, name, value):
        return with_orders_last_12m(queryset).filter(orders_last_12m__gte=value)

    def filter_outdated(self, queryset, name, value):
        return with_or_without(queryset, review_outdated(queryset), value)

    def filter_new(self, queryset, name, value):
        new = new_customers(queryset, today().year)
        return new if value else queryset.exclude(pk__in=new.order_by().values("pk"))

    def filter_suggested(self, queryset, name, value):
        return with_or_without(queryset, to_be_mature(queryset, today().year), value)

    def filter_stale(self, queryset, name, value):
        return with_or_without(queryset, stale(queryset, today(), policy().customer_review_days), value)
