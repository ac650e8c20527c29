from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.order.models import OrderLine
from orders.order_life.states import Stage
from orders.order_life.strip import expected_now, holder_of, since
from salesmgmt.core.calendar import day_of, today
from salesmgmt.core.templatetags.salesmgmt import datefmt
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn, QuantityColumn


class LateLineTable(BaseTable):
    """What is late, by how much, where it waits, since when, and who has it in hand."""

    order = DocumentLinkColumn(
        accessor="order", linkify=lambda record: record.order.get_absolute_url(), verbose_name=_("order")
    )
    customer = Column(accessor="order__customer__name", verbose_name=_("customer"))
    product = Column(accessor="product__name", verbose_name=_("product"))
    quantity = QuantityColumn()
    delivered = QuantityColumn(verbose_name=_("of it delivered"))
    promised_date = DateColumn()
    days_late = QuantityColumn(accessor="promised_date", kind="int", verbose_name=_("days late"), orderable=False)
    expected = DateColumn(accessor="pk", verbose_name=_("expected now"), orderable=False)
    stage = Column(verbose_name=_("waits at"), orderable=False)
    holder = Column(accessor="stage", verbose_name=_("in hand of"), orderable=False)
    since = DateColumn(accessor="pk", verbose_name=pgettext_lazy("waits", "since"), orderable=False)
    owner = PersonColumn(accessor="order__customer__owner", verbose_name=_("responsible rep"))

    class Meta(BaseTable.Meta):
        model = OrderLine
        fields = (
            "order",
            "customer",
            "product",
            "quantity",
            "delivered",
            "promised_date",
            "days_late",
            "expected",
            "stage",
            "holder",
            "since",
            "owner",
        )

    def render_days_late(self, value, record):
        return (today() - record.promised_date).days

    def value_expected(self, value, record):
        return expected_now(record)

    def render_expected(self, value, record):
        return datefmt(expected_now(record))

    def render_stage(self, value, record):
        return str(Stage(record.stage).label)

    def render_holder(self, value, record):
        return holder_of(record.stage)

    def value_since(self, value, record):
        moment = since(record)
        return day_of(moment) if hasattr(moment, "hour") else moment

    def render_since(self, value, record):
        return datefmt(self.value_since(value, record))

    value_days_late = render_days_late
    value_stage = render_stage
    value_holder = render_holder
