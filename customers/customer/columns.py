"""Columns that several tables use."""

from django.utils.html import format_html

from salesmgmt.core.web.tables import Column

GRADE_TONES = {"A": "good", "B": "good", "C": "info", "D": "warn", "E": "bad"}


def grade_tag(grade, label=None):
    """A credit grade as a coloured tag; nothing for a customer not yet evaluated."""
    if not grade:
        return "—"
    return format_html('<span class="tag tag-{}">{}</span>', GRADE_TONES[grade], label or grade)


class ShortColumn(Column):
    """A number or a short word that is read at a glance and must not break into two lines."""

    def css(self):
        return f"{super().css()} text-nowrap"


class GradeColumn(Column):
    """The credit grade, as its letter."""

    def render(self, record):
        return grade_tag(record.grade)
