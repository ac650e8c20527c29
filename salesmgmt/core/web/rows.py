"""The rows of a table as HTML. In Python: over a hundred cells a template takes longer than the database over the rows."""

from functools import lru_cache

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.db.models.constants import LOOKUP_SEP
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django_tables2.rows import BoundRow

from salesmgmt.core.templatetags.salesmgmt import column_css


@lru_cache(maxsize=2048)
def _choices(model, name):
    """The words of a field's choices; Django's own get_..._display() makes this table anew at every call."""
    try:
        return dict(model._meta.get_field(name).flatchoices)
    except (FieldDoesNotExist, AttributeError):
        return {}


def holder_of(record, accessor):
    """The object and the field name at the end of an accessor."""
    *path, name = str(accessor).replace(".", LOOKUP_SEP).split(LOOKUP_SEP)
    for step in path:
        record = getattr(record, step, None)
    return record, name


def choice_words(holder, name):
    """What a choice of this object is called, None where the field is none."""
    words = _choices(type(holder), name) if isinstance(holder, Model) else None
    if not words:
        return None
    value = getattr(holder, name)
    return value if value in (None, "") else str(words.get(value, value))


class Row(BoundRow):
    """A row that works out once a table, not once a cell, what does not change from cell to cell."""

    def _get_and_render_with(self, bound_column, render_func, default):
        value = choice_words(*holder_of(self.record, bound_column.accessor))
        if value is None:
            return super()._get_and_render_with(bound_column, render_func, default)
        return default if value in bound_column.column.empty_values else render_func(bound_column, value)

    def _call_render(self, bound_column, value=None):
        given = self._optional_cell_arguments(bound_column, value)
        names, takes_all = self.table.render_arguments[bound_column.name]
        content = bound_column.render(**(given if takes_all else {name: given[name] for name in names}))
        return bound_column.link(content, **given) if bound_column.link else content


def table_body(table, rows):
    """``<tr>`` by ``<tr>``; the headings are repeated in each cell for the cards of a phone."""
    starts = [
        (bound.name, format_html('<td class="{}" data-label="{}">', column_css(bound), bound.header))
        for bound in table.columns
    ]
    return mark_safe("\n".join(_row(Row(row.record, table), starts) for row in rows))  # noqa: S308  escaped below


def _row(row, starts):
    cells = "".join(f"{start}{_as_html(row.get_cell(name))}</td>" for name, start in starts)
    return f"<tr{_address(row)}>{_select_box(row)}{cells}</tr>"


def _as_html(value):
    """A value as a template would print it."""
    return conditional_escape(value if isinstance(value, str) else localize(value))


def _address(row):
    """A click anywhere in the row opens the document."""
    find = getattr(row.record, "get_absolute_url", None)
    return format_html(' data-href="{}"', find()) if find and not row.table.is_compact else ""


def _select_box(row):
    if not row.table.selectable:
        return ""
    return format_html(
        '<td class="col-select"><input type="checkbox" class="form-check-input" name="pk" value="{}" '
        'aria-label="{} {}"></td>',
        str(row.record.pk),
        _("Select"),
        row.record,
    )
