"""What the list of evaluations is filtered by."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.customer.filters import TAGS
from customers.customer.search_filters import CustomerSearch
from customers.customer.states import Grade
from customers.evaluation.models import CustomerEvaluation
from salesmgmt.core.web.filters import DateRangeFilter, PersonFilter, StatusFilter


class EvaluationFilters(CustomerSearch):
    status = StatusFilter(CustomerEvaluation.Status)
    grade = filters.MultipleChoiceFilter(choices=Grade.choices, label=_("credit grade"), widget=TAGS)
    customer__owner = PersonFilter(label=_("responsible rep"))
    occasion = filters.ChoiceFilter(choices=CustomerEvaluation.Occasion.choices, label=_("occasion"))
    approved_on = DateRangeFilter(label=_("approved on"))

    class Meta:
        model = CustomerEvaluation
        fields = ["status", "grade", "customer__owner", "occasion", "approved_on"]
        search = ("number",)
        primary = ("status", "grade", "customer__owner")
