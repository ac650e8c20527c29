from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.intake_plan.tables import MonthColumn
from performance.commission.models import CommissionLine
from performance.commission.tables import LineRows
from performance.earning.states import WhyNot
from salesmgmt.core.web.tables import BaseTable, Column, MoneyColumn, PersonColumn


class UndecidedRows(LineRows):
    """Lines without a rate: they give nothing yet, and what they are counted from is what there is to read."""

    base = MoneyColumn()

    class Meta(LineRows.Meta):
        exclude = ("rate", "amount")


class UnpaidTable(BaseTable):
    """What was not paid: the document, whose it is, and why."""

    reference = Column(verbose_name=_("document"))
    month = MonthColumn()
    person = PersonColumn()
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    base = MoneyColumn(phone=False)
    why = Column(verbose_name=pgettext_lazy("commission", "why it is not paid"))
    statement = Column(accessor="statement__number", verbose_name=_("commission statement"), phone=False)

    class Meta(BaseTable.Meta):
        model = CommissionLine
        fields = ("reference", "month", "person", "kind", "customer", "base", "amount", "why", "statement")

    def render_reference(self, value, record):
        address = record.document_url
        return format_html('<a href="{}">{}</a>', address, value) if address else value

    def render_why(self, value):
        return WhyNot(value).label

    def value_why(self, value):
        return str(WhyNot(value).label)

    def render_statement(self, value, record):
        return format_html('<a href="{}">{}</a>', reverse("commission-detail", args=[record.statement_id]), value)
