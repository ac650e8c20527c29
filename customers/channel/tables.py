"""Channels as rows."""

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.web.tables import Column, LineTable, QuantityColumn


class ChannelTable(LineTable):
    """The channel report: rows are ChannelRow."""

    label = Column(verbose_name=_("channel"))
    leads = QuantityColumn(kind="int", verbose_name=_("leads"))
    qualified = QuantityColumn(kind="int", verbose_name=_("qualified"))
    converted = QuantityColumn(kind="int", verbose_name=_("converted"))
    rate = Column(kind="percent", verbose_name=_("conversion rate"))

    def render_rate(self, value):
        return f"{value * 100:.1f}%"
