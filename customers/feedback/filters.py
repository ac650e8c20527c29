import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.feedback.models import ServiceFeedback
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter, WholeNumberFilter


class FeedbackFilters(BaseFilterSet):
    status = StatusFilter(ServiceFeedback.Status)
    about = filters.ChoiceFilter(choices=ServiceFeedback.About.choices, label=_("about"))
    customer__owner = PersonFilter(label=_("responsible rep"))
    given_on = DateRangeFilter(label=_("given on"))
    score = WholeNumberFilter(field_name="score", lookup_expr="lte", label=_("score at most"))

    class Meta:
        model = ServiceFeedback
        fields = ["status", "about", "customer__owner", "given_on"]
        search = ("number", "customer__name", "content")
        primary = ("status", "about", "customer__owner")
