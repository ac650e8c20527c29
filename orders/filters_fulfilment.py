"""Filters of plan release, production, inspection and delivery."""

import django_filters as filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.filters.search import CustomerSearch
from orders.models import DeliveryNote, Inspection, PlanRelease, Production
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


def yes_filter(label, method):
    return filters.BooleanFilter(
        label=label, method=method, widget=forms.Select(choices=[("", "—"), ("true", _("yes"))])
    )


class PlanReleaseFilters(BaseFilterSet):
    status = StatusFilter(PlanRelease.Status)
    kind = filters.ChoiceFilter(choices=PlanRelease.Kind.choices, label=_("kind"))
    released_at = DateRangeFilter(label=_("released at"))
    form_missing = yes_filter(_("form missing after an oral notice"), "filter_form_missing")

    class Meta:
        model = PlanRelease
        fields = ["status", "kind"]
        search = ("number", "order__number", "order__customer__name")
        primary = ("status", "kind")

    def filter_form_missing(self, queryset, name, value):
        if not value:
            return queryset
        return queryset.filter(verbal_notice_at__isnull=False, released_at__isnull=True).exclude(status="cancelled")


class ProductionFilters(BaseFilterSet):
    status = StatusFilter(Production.Status)
    planned_date = DateRangeFilter(label=_("planned completion"))
    late = yes_filter(_("late"), "filter_late")

    class Meta:
        model = Production
        fields = ["status"]
        search = ("number", "order__number", "order_line__product__name", "order_line__product__code")
        primary = ("status", "late")

    def filter_late(self, queryset, name, value):
        if not value:
            return queryset
        return queryset.filter(status__in=["planned", "in_production", "rework"], planned_date__lt=timezone.localdate())


class InspectionFilters(BaseFilterSet):
    status = StatusFilter(Inspection.Status)
    inspected_by = PersonFilter(label=_("inspector"))
    inspected_at = DateRangeFilter(label=_("inspected at"))

    class Meta:
        model = Inspection
        fields = ["status", "inspected_by"]
        search = ("number", "order__number", "production__order_line__product__name")
        primary = ("status",)


class DeliveryFilters(CustomerSearch):
    status = StatusFilter(DeliveryNote.Status)
    kind = filters.ChoiceFilter(choices=DeliveryNote.Kind.choices, label=_("kind"))
    planned_date = DateRangeFilter(label=_("planned date"))
    receipt_missing = yes_filter(_("receipt missing"), "filter_receipt_missing")
    formalities_open = yes_filter(_("formalities open"), "filter_formalities_open")

    class Meta:
        model = DeliveryNote
        fields = ["status", "kind"]
        search = ("number", "order__number")
        primary = ("status", "receipt_missing")

    def filter_receipt_missing(self, queryset, name, value):
        return queryset.receipt_missing() if value else queryset

    def filter_formalities_open(self, queryset, name, value):
        if not value:
            return queryset
        return queryset.filter(delivered_at__isnull=False, formalities_done_at__isnull=True)
