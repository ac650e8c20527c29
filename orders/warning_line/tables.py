from django.utils.translation import gettext_lazy as _

from orders.warning_line.models import LineAlert
from salesmgmt.core.templatetags.salesmgmt import percent
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, MoneyColumn, PersonColumn


class LineAlertTable(BaseTable):
    no_totals = ("balance", "line")
    sorted_by = ("raised_at",)

    customer = DocumentLinkColumn(
        accessor="customer", linkify=lambda record: record.get_absolute_url(), verbose_name=_("customer")
    )
    state = Column()
    grade = Column()
    balance = MoneyColumn()
    line = MoneyColumn()
    used = Column(verbose_name=_("of the line"), orderable=False)
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"))
    raised_at = DateColumn(kind="datetime")
    ended_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = LineAlert
        fields = ("customer", "state", "grade", "balance", "line", "used", "owner", "raised_at", "ended_at")

    def render_used(self, value, record):
        return percent(value)

    value_used = render_used
