"""Tables: one column list gives the page, the phone's cards and the export."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import django_tables2 as tables
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.constants import LOOKUP_SEP
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django_tables2.columns.base import library
from django_tables2.utils import OrderByTuple

from salesmgmt.core.models.document import StatusField
from salesmgmt.core.money import MoneyField
from salesmgmt.core.permissions import sees_cost, sees_prices
from salesmgmt.core.templatetags.salesmgmt import avatar, datefmt, due_tone, due_words, money, person, quantity
from salesmgmt.core.web.rows import Cell, choice_words, holder_of, table_body
from salesmgmt.core.web.status import status_tone

RIGHT_ALIGNED = ("money", "int", "quantity", "percent")
# What a column shows, by the end of its accessor: the number of another document never breaks, names and words have room.
SHOWS = {"number": "col-number", "customer__name": "col-customer", "content": "col-words"}


@dataclass(frozen=True)
class ExportColumn:
    """A column as the export writes it. ``kind``: text, money, int, quantity, date, datetime, percent.

    ``path`` and ``shape`` where the cell can be made of the database's value alone, without the row (cells.py).
    """

    name: str
    label: str
    value: Callable
    kind: str
    width: int
    path: str = ""
    shape: Callable | None = None


class Column(tables.Column):
    """A column that also knows its kind in the export, its place on a phone and who may see it.

    ``phone=False`` leaves it out of the card on a phone; ``shown=False`` hides it until the user chooses it;
    ``price`` and ``cost`` columns do not exist for people who may not see prices or cost (SEC-03).
    """

    kind = "text"
    price = False

    def __init__(self, *args, kind="", width=0, phone=True, shown=True, export=True, price=None, cost=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind or self.kind
        self.width = width
        self.phone, self.shown, self.export, self.cost = phone, shown, export, cost
        self.price = self.price if price is None else price

    def __deepcopy__(self, memo):
        """A table sets a few things of its columns and changes nothing that stands in them."""
        return copy.copy(self)

    def css(self):
        names = ["num"] if self.kind in RIGHT_ALIGNED else []
        shows = [css for end, css in SHOWS.items() if str(self.accessor or "").endswith(end)]
        return " ".join([*names, *shows, *([] if self.phone else ["off-phone"]), f"col-{self.kind}"])

    def export_value(self, value, record):
        return value

    def plain(self, path, field):
        """``(path, shape)`` of a cell that the database's value alone gives; None where the row is needed.

        ``field`` is the model field at the end of ``path``; None for an annotation.
        """
        if field is not None and field.is_relation:  # a person is his name
            return (f"{path}{LOOKUP_SEP}name", None) if field.related_model is get_user_model() else None
        if type(self).export_value is not Column.export_value:
            return None
        words = dict(getattr(field, "flatchoices", ()))
        return path, (lambda value: str(words.get(value, value))) if words else None


@library.register
class TextColumn(Column):
    """Any other field; choices are shown in words."""

    @classmethod
    def from_field(cls, field, **kwargs):
        return cls(**kwargs) if isinstance(field, (models.CharField, models.TextField, models.ForeignKey)) else None


class DocumentLinkColumn(Column):
    """The number or name of the row, linked to its page: the title of the card on a phone."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("linkify", True)
        super().__init__(*args, **kwargs)

    def css(self):
        return "col-title"


@library.register
class MoneyColumn(Column):
    """An amount of money; hidden from people who do not see prices unless ``price=False``."""

    kind = "money"
    price = True

    def render(self, value):
        return mark_safe(f'<span class="{"tone-bad" if value < 0 else ""}">{money(value)}</span>')  # noqa: S308  figures

    @classmethod
    def from_field(cls, field, **kwargs):
        if isinstance(field, MoneyField):
            return cls(**kwargs)
        return None


@library.register
class QuantityColumn(Column):
    kind = "quantity"

    def render(self, value):
        return quantity(value)

    @classmethod
    def from_field(cls, field, **kwargs):
        if isinstance(field, models.DecimalField) and not isinstance(field, MoneyField):
            return cls(**kwargs)
        return cls(kind="int", **kwargs) if isinstance(field, models.IntegerField) else None


@library.register
class DateColumn(Column):
    kind = "date"

    def render(self, value):
        return datefmt(value)

    @classmethod
    def from_field(cls, field, **kwargs):
        if isinstance(field, models.DateTimeField):
            return cls(kind="datetime", **kwargs)
        return cls(**kwargs) if isinstance(field, models.DateField) else None


class OverdueDaysColumn(Column):
    """A due date in words: overdue by 12 days. The export gives the date.

    ``running`` names the statuses in which it can still be missed; what is settled shows the date alone.
    """

    kind = "date"

    def __init__(self, *args, running=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.running = frozenset(running)

    def render(self, value, record):
        if self.running and record.status not in self.running:
            return datefmt(value)
        return format_html(
            '<span class="tone-{}" title="{}">{}</span>', due_tone(value), datefmt(value), due_words(value)
        )


@library.register
class BooleanColumn(Column):
    def render(self, value):
        return _("yes") if value else _("no")

    def export_value(self, value, record):
        return self._words(value)

    def plain(self, path, field):
        return path, self._words

    def _words(self, value):
        return str(self.render(value)) if value is not None else ""

    @classmethod
    def from_field(cls, field, **kwargs):
        return cls(**kwargs) if isinstance(field, models.BooleanField) else None


class PersonColumn(Column):
    """A user, with his mark."""

    def render(self, value):
        return format_html('<span class="person">{}<span>{}</span></span>', avatar(value), person(value))

    def export_value(self, value, record):
        return person(value) if value else ""


@library.register
class StatusColumn(Column):
    """A status as a coloured tag."""

    def render(self, value, record, bound_column):
        holder, field = holder_of(record, bound_column.accessor)
        return format_html(
            '<span class="tag tag-{}">{}</span>', status_tone(getattr(holder, field)), _display(holder, field)
        )

    def css(self):
        return "col-status"

    @classmethod
    def from_field(cls, field, **kwargs):
        return cls(**kwargs) if isinstance(field, StatusField) else None


def _display(holder, field):
    words = choice_words(holder, field)
    if words is not None:
        return words
    display = getattr(holder, f"get_{field}_display", None)
    return display() if display else getattr(holder, field, "")


class BaseTable(tables.Table):
    """The base of every list. ``Meta: model, fields`` picks fitting columns by itself."""

    # A table of lines inside a page: no cards on a phone, no links on the rows.
    is_compact = False
    # Of a table that grows for ever: the columns an index sorts by. Any other order reads all rows found, so it is offered
    # where these are few (``any_order``).
    sorted_by: tuple[str, ...] | None = None
    # The columns of money that add up to nothing: what stood at one moment, a limit, a price; those of unit prices go without
    # saying (core/web/list_sums.py).
    no_totals: tuple[str, ...] = ()
    # What may be changed in the cells, and where, on the page of a list whose reader may (core/web/field_edit.py).
    edit_fields: tuple[str, ...] = ()
    edit_address = ""

    class Meta:
        template_name = "core/_table.html"
        attrs = {"class": "table table-vcenter card-table table-list"}
        default = "—"

    def __init__(self, data, *args, user=None, chosen=None, selectable=False, any_order=False, **kwargs):
        hidden = [name for name, column in self.base_columns.items() if not self._may_see(column, user)]
        kwargs["exclude"] = (*kwargs.get("exclude", ()), *(self._meta.exclude or ()), *hidden)
        self._read_in_words = []
        super().__init__(data, *args, **kwargs)
        self.user, self.selectable = user, selectable
        self.all_columns = [bound for bound in self.columns.iterall() if bound.name not in kwargs["exclude"]]
        for bound in self.all_columns:
            self._name_by_model(bound)
            self._set_orderable(bound, any_order)
            if bound.name not in chosen if chosen else not getattr(bound.column, "shown", True):
                self.columns.hide(bound.name)
        sorted_by = {str(alias).lstrip("-") for alias in self.order_by or ()}  # type: ignore[has-type]
        if any(bound.name in sorted_by and bound.column in self._read_in_words for bound in self.all_columns):
            self.order_by = self.order_by  # type: ignore[has-type]  # sorted once more, by what the column reads

    @property
    def shown_columns(self):
        return list(self.columns)

    @cached_property
    def cells(self):
        """``{name: Cell}`` of every column."""
        return {bound.name: Cell(bound) for bound in self.columns.iterall()}

    def body(self):
        """The rows of the page, or all, as HTML."""
        page = getattr(self, "page", None)
        return table_body(self, page.object_list if page else self.rows)

    @staticmethod
    def _may_see(column, user):
        """Price and cost columns only for those who may see them; without a user, for nobody (SEC-03)."""
        if getattr(column, "cost", False):
            return user is not None and sees_cost(user)
        return not getattr(column, "price", False) or (user is not None and sees_prices(user))

    def _name_by_model(self, bound):
        """django-tables2 asks the model for a column's name only where the rows are a queryset, not for a list of them."""
        if bound.column.verbose_name is None and self._meta.model is not None:
            try:
                field = self._meta.model._meta.get_field(str(bound.accessor))
            except FieldDoesNotExist:
                return
            bound.column.verbose_name = getattr(field, "verbose_name", None)

    @classmethod
    def may_sort(cls, sort, any_order=False):
        return any_order or cls.sorted_by is None or sort.removeprefix("-") in cls.sorted_by

    def _set_orderable(self, bound, any_order):
        """Sorting is offered where the database can do it: by a field or an annotation, of a large table by index."""
        if not self.may_sort(bound.name, any_order):
            bound.column.orderable = False
        if bound.column.orderable is None and bound.column.order_by is None:
            path = str(bound.accessor).replace(".", LOOKUP_SEP)
            bound.column.orderable = self._is_database_path(path)
            self._order_as_read(bound, path)

    def keep_to_indexes(self):
        """The rows turned out to be many: the columns that no index sorts by offer it no more."""
        for bound in self.all_columns:
            if not self.may_sort(bound.name):
                bound.column.orderable = False

    def _order_as_read(self, bound, path):
        """A column of records rises by what stands in it: their own order begins with the newest, or with the primary."""
        field = self.database_field(path)
        if not getattr(field, "is_relation", False):
            return
        ordering = field.related_model._meta.ordering
        if ordering and str(ordering[0]).startswith("-"):
            names = {each.name for each in field.related_model._meta.concrete_fields}
            own = next((name for name in ("number", "name") if name in names), "pk")
            bound.column.order_by = OrderByTuple([f"{path}{LOOKUP_SEP}{own}"])
            self._read_in_words.append(bound.column)

    def _is_database_path(self, path):
        return self.database_field(path) is not None

    def database_field(self, path):
        """The field at the end of a path, True for an annotation, None where the database does not know it."""
        queryset = getattr(self.data, "data", None)
        if not isinstance(queryset, models.QuerySet):
            return None
        if path in queryset.query.annotations:
            return True
        model, field = queryset.model, None
        for step in path.split(LOOKUP_SEP):
            try:
                field = model._meta.get_field(step)
            except (FieldDoesNotExist, AttributeError):
                return None
            model = field.related_model
        return field if getattr(field, "concrete", False) else None

    def export_columns(self, names=None):
        """``[ExportColumn]`` of the named columns, or of those shown."""
        wanted = names or [bound.name for bound in self.columns]
        return [
            self._export_column(bound)
            for bound in self.all_columns
            if bound.name in wanted and self._is_exported(bound)
        ]

    @staticmethod
    def _is_exported(bound):
        return getattr(bound.column, "export", True)

    def _export_column(self, bound):
        kind = getattr(bound.column, "kind", "text")
        width = getattr(bound.column, "width", 0) or {"text": 24, "datetime": 18}.get(kind, 14)
        path, shape = self._plain(bound) or ("", None)
        return ExportColumn(bound.name, str(bound.header), partial(self._export_value, bound), kind, width, path, shape)

    def _plain(self, bound):
        path = str(bound.accessor).replace(".", LOOKUP_SEP)
        field = self.database_field(path)
        if field is None or hasattr(self, f"value_{bound.name}") or not isinstance(bound.column, Column):
            return None
        return bound.column.plain(path, None if field is True else field)

    def _export_value(self, bound, record) -> Any:
        value = bound.accessor.resolve(record, quiet=True)
        own = getattr(self, f"value_{bound.name}", None)
        if own is not None:
            return own(value=value, record=record)
        holder, field = holder_of(record, bound.accessor)
        if holder is not None and hasattr(holder, f"get_{field}_display"):
            return str(_display(holder, field))
        value = bound.column.export_value(value, record) if isinstance(bound.column, Column) else value
        return str(value) if isinstance(value, models.Model) else value


class LineTable(BaseTable):
    """The lines of a document on its page. Columns take ``footer=`` for totals."""

    is_compact = True

    def __init__(self, data, *args, **kwargs):
        super().__init__(data, *args, orderable=False, **kwargs)
