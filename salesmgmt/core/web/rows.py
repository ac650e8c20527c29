"""The rows of a table as HTML. In Python: over a hundred cells a template takes longer than the database over the rows."""

from functools import lru_cache
from html import escape

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.db.models.constants import LOOKUP_SEP
from django.utils.formats import localize
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django_tables2.columns.base import LinkTransform
from django_tables2.rows import BoundRow
from django_tables2.utils import Accessor, signature

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


class Cell:
    """How one column shows a record: what does not change from row to row is worked out once a table."""

    def __init__(self, bound):
        self.bound = bound
        self.accessor = Accessor(bound.accessor)
        *self.path, self.name = str(bound.accessor).replace(".", LOOKUP_SEP).split(LOOKUP_SEP)
        self.render = bound.render
        self.names, self.takes_all = signature(bound.render)
        self.has_simple_link = self._has_simple_link()
        self.address_of = self._address_of()

    def _has_simple_link(self):
        """A link to the record or to what the column shows: nothing but an address has to be found for it."""
        link = self.bound.link
        return (
            type(link) is LinkTransform
            and not (link.url or link.accessor or link.attrs or link.reverse_args)
            and self.bound.name == self.name
            and not self.path
        )

    def _address_of(self):
        """The function that finds the address of a link, with the names of what it asks for; None where another way is
        meant."""
        link = self.bound.link
        if type(link) is not LinkTransform or not callable(link.url) or link.attrs:
            return None
        names, takes_all = signature(link.url)
        return None if takes_all else (link.url, names)

    def read(self, record):
        """The value at the end of the accessor; a choice in words; None where the record has none."""
        holder = record
        for step in self.path:
            holder = getattr(holder, step, None)
        if isinstance(holder, Model):
            value = getattr(holder, self.name, None)
            if words := _choices(type(holder), self.name):
                return value if value in (None, "") else str(words.get(value, value))
            if value is not None and not callable(value):
                return value
        try:
            return self.accessor.resolve(record)
        except Exception:  # as django-tables2 does: the column may render what is no field
            return None

    def show(self, row):
        """The content of the cell, as its column renders it."""
        value = self.read(row.record)
        if value in self.bound.column.empty_values:
            return self.bound.default
        if self.names == ("value",) and not self.takes_all:
            content = self.render(value=value)
        else:
            given = self._arguments(row, value)
            content = self.render(**(given if self.takes_all else {name: given[name] for name in self.names}))
        return self._linked(content, row, value) if self.bound.link else content

    def _linked(self, content, row, value):
        if self.address_of is not None:
            find, names = self.address_of
            given = self._arguments(row, value)
            address = find(**{name: given[name] for name in names}) if given.keys() >= set(names) else None
            return content if address is None else _link(address, content)
        if not self.has_simple_link:
            return self.bound.link(content, **self._arguments(row, value))
        address = value.get_absolute_url() if hasattr(value, "get_absolute_url") else row.address
        return content if address is None else _link(address, content)

    def _arguments(self, row, value):
        """What the method of a column may ask for by name, as django-tables2 gives it."""
        return {
            "value": value,
            "record": row.record,
            "column": self.bound.column,
            "bound_column": self.bound,
            "bound_row": row,
            "table": row.table,
        }


class Row(BoundRow):
    """A row whose cells are those the table has prepared."""

    def get_cell(self, name):
        return self.table.cells[name].show(self)

    @cached_property
    def address(self):
        """Where the record is; None where it has no page."""
        find = getattr(self.record, "get_absolute_url", None)
        return find() if find else None


def table_body(table, rows):
    """``<tr>`` by ``<tr>``; the headings are repeated in each cell for the cards of a phone."""
    select = _("Select")
    starts = [
        (table.cells[bound.name], format_html('<td class="{}" data-label="{}">', column_css(bound), bound.header))
        for bound in table.columns
    ]
    return mark_safe("\n".join(_row(Row(row.record, table), starts, select) for row in rows))  # noqa: S308  escaped below


def _row(row, starts, select):
    cells = "".join(f"{start}{_as_html(cell.show(row))}</td>" for cell, start in starts)
    return f"<tr{_address(row)}>{_select_box(row, select)}{cells}</tr>"


def _as_html(value):
    """A value as a template would print it."""
    if isinstance(value, SafeString):
        return value
    return escape(value) if type(value) is str else conditional_escape(localize(value))


def _link(address, content):
    return SafeString(f'<a href="{escape(str(address))}">{_as_html(content)}</a>')


def _address(row):
    """A click anywhere in the row opens the document."""
    if row.table.is_compact or not hasattr(row.record, "get_absolute_url"):
        return ""
    return f' data-href="{escape(str(row.address))}"'


def _select_box(row, select):
    if not row.table.selectable:
        return ""
    return (
        f'<td class="col-select"><input type="checkbox" class="form-check-input" name="pk" value="{row.record.pk}" '
        f'aria-label="{escape(select)} {escape(str(row.record))}"></td>'
    )
