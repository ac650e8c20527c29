"""The week of a rep as rows."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.web.tables import (
    Column,
    LineTable,
    QuantityColumn,
)


class CustomerWeekTable(LineTable):
    """The drill-down of one rep's week: rows are CustomerWeek."""

    customer = Column(linkify=True, verbose_name=_("customer"))
    done = QuantityColumn(kind="int", verbose_name=_("visits"))
    missing = QuantityColumn(kind="int", verbose_name=_("missing"))

    def render_customer(self, value):
        return value.name

    def render_missing(self, value):
        return (
            format_html('<span class="tag tag-bad">{}</span>', value)
            if value
            else format_html('<span class="tag tag-good">{}</span>', _("reached"))
        )
