import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.customer.search_filters import CustomerSearch
from orders.account.models import Account
from orders.dunning.models import CollectionAction, DunningLetter
from orders.dunning.states import Cause, LetterStatus
from salesmgmt.core.web.filters import DateRangeFilter, PersonFilter, StatusFilter


class DunningLetterFilters(CustomerSearch):
    status = StatusFilter(LetterStatus)
    customer__owner = PersonFilter(label=_("responsible rep"))
    date = DateRangeFilter(label=_("date"))

    class Meta:
        model = DunningLetter
        fields = ["status", "customer__owner", "level", "date"]
        search = ("number",)
        primary = ("status", "customer__owner")


class CollectionActionFilters(CustomerSearch):
    customer__owner = PersonFilter(label=_("responsible rep"))
    cause = filters.ChoiceFilter(choices=Cause.choices, label=_("cause of the delay"))
    date = DateRangeFilter(label=_("date"))
    promised_on = DateRangeFilter(label=_("payment promised for"))

    class Meta:
        model = CollectionAction
        fields = ["customer__owner", "cause", "date", "promised_on"]
        primary = ("customer__owner", "cause")


class DunningRunFilters(CustomerSearch):
    """Of the dunning run."""

    customer__owner = PersonFilter(label=_("responsible rep"))
    level = filters.NumberFilter(label=pgettext_lazy("dunning", "level"))
    may_go = filters.BooleanFilter(label=_("letter due"))

    class Meta:
        model = Account
        fields = ["customer__owner", "level", "may_go"]
        primary = ("customer__owner", "may_go")
