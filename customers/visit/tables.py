from django.utils.translation import gettext_lazy as _

from customers.customer.columns import ShortColumn
from customers.visit.models import Visit
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DateColumn,
    DocumentLinkColumn,
    PersonColumn,
)

TONES = {1: "bad", 2: "bad", 3: "warn", 4: "good", 5: "good"}


class VisitTable(BaseTable):
    customer = DocumentLinkColumn(
        accessor="customer__name", verbose_name=_("customer"), linkify=lambda record: record.get_absolute_url()
    )
    number = ShortColumn(phone=False)
    time = Column(phone=True)
    visitor = PersonColumn()
    contact = Column(phone=False)
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"), shown=False)
    is_unplanned = BooleanColumn(phone=False)
    next_step = Column(accessor="report__next_step", verbose_name=_("next step"), shown=False, phone=False, width=40)
    next_on = DateColumn(accessor="report__next_on", verbose_name=_("next step on"), shown=False, phone=False)
    checked_in_at = DateColumn(kind="datetime", shown=False, phone=False)
    products = Column(shown=False, phone=False)

    class Meta(BaseTable.Meta):
        model = Visit
        fields = (
            "customer",
            "number",
            "status",
            "day",
            "time",
            "purpose",
            "contact",
            "visitor",
            "owner",
            "is_unplanned",
            "products",
            "next_step",
            "next_on",
            "checked_in_at",
        )

    def render_time(self, value):
        return f"{value:%H:%M}"

    def value_time(self, value, record):
        return f"{value:%H:%M}" if value else ""
