import django_filters as filters
from django.utils.translation import gettext_lazy as _

from orders.order.models import OrderLine
from orders.order_life.states import Stage
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter

# Once the goods have arrived they are late no more.
STAGES = Stage.choices[: Stage.values.index(Stage.SIGNATURE)]


class LateLineFilters(BaseFilterSet):
    stage = filters.ChoiceFilter(choices=STAGES, label=_("waits at"))
    order__customer__owner = PersonFilter(label=_("responsible rep"))
    promised_date = DateRangeFilter(label=_("promised date"))

    class Meta:
        model = OrderLine
        fields = ["order__customer__owner", "promised_date"]
        search = ("order__number", "order__customer__name", "product__name", "product__code")
        primary = ("stage", "order__customer__owner")
