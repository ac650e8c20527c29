from django.utils.html import format_html
from django.utils.safestring import mark_safe

from salesmgmt.core.templatetags.salesmgmt import datefmt, due_words
from salesmgmt.core.web.tables import Column, DateColumn, MoneyColumn


class DueColumn(DateColumn):
    """The due date, and in words how late it is while something is open."""

    def render(self, value, record):
        if not record.open_amount or record.is_credit or not record.is_live:
            return datefmt(value)
        tone = "bad" if record.days_overdue() else "muted"
        return format_html('{}<small class="d-block tone-{}">{}</small>', datefmt(value), tone, due_words(value))


DASH = '<span class="text-secondary">—</span>'


class FigureColumn(MoneyColumn):
    """An amount in a table of amounts: the unit is said once above it, and nothing is a dash."""

    def render(self, value):
        if not value:
            return mark_safe(DASH)  # noqa: S308  a constant
        return format_html('<span class="{}">{}</span>', "tone-bad" if value < 0 else "", f"{value:,.2f}")


class CodeColumn(Column):
    """A number of a document, kept in one piece."""

    def css(self):
        return f"{super().css()} text-nowrap small"
