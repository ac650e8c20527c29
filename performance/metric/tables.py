from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.metric.models import MarketVolume
from performance.metric.period import Period
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, MoneyColumn, PersonColumn


class MarketVolumeTable(BaseTable):
    unit = Column()
    period = Column(accessor="first", verbose_name=_("period"))
    entered_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = MarketVolume
        fields = ("unit", "period", "amount", "source", "entered_by", "entered_at")

    def render_period(self, record):
        return str(Period(record.kind, record.first))

    value_period = render_period


class BehindTable(BaseTable):
    """The rows behind a figure: dictionaries, because every metric has rows of its own kind."""

    day = DateColumn(verbose_name=_("day"), orderable=False)
    text = Column(verbose_name=_("document"), orderable=False)
    customer = Column(verbose_name=_("customer"), orderable=False)
    amount = MoneyColumn(verbose_name=pgettext_lazy("metric", "counts as"), orderable=False)

    def render_text(self, value, record):
        return format_html('<a href="{}">{}</a>', record["address"], value)
