"""What the rows of a list add up to: as a whole, and by what stands in one of its columns. Asked for on demand."""

import copy
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, F, Func, Sum
from django.db.models.constants import LOOKUP_SEP
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesmgmt.core.money import UnitPriceField

# The parameter of the address, and its value for the whole alone.
SUMS = "sums"
WHOLE = "all"
# So many groups are named, those of the largest amount; the others are one line.
MOST_GROUPS = 50
TOTAL = gettext_lazy("Total")
GROUP, WHOLE_OF = "group", "whole_{}"


@dataclass(frozen=True)
class Grouping:
    """A column by which a list is added up: what the database groups by, which is the value a filter would take.

    Rows are grouped by their key alone, and those that are named are asked for afterwards: a million invoices joined with
    their customers and grouped by both cost four times as much.
    """

    name: str
    label: Any
    key: Any
    words: dict  # of choices
    named: Any = None  # the model whose names the keys are called by
    is_month: bool = False

    def names_of(self, values):
        """``{value: what a group of it is called}``"""
        if self.is_month:
            return {value: f"{value:%Y-%m}" for value in values if value}
        if self.named is not None:
            return dict(self.named._base_manager.filter(pk__in=values).values_list("pk", "name"))
        return {value: str(self.words.get(value, value)) for value in values if value is not None}


@dataclass(frozen=True)
class Line:
    label: str
    number: int
    amounts: list
    address: str = ""


def amounts_of(table):
    """``[(label, path)]`` of the columns of money that a person sees and the database adds up."""
    money = [bound for bound in table.all_columns if getattr(bound.column, "kind", "") == "money"]
    paths = [(bound.header, _path(bound)) for bound in money if bound.name not in table.no_totals]
    return [(label, path) for label, path in paths if _adds_up(table.database_field(path))]


def _adds_up(field):
    return isinstance(field, models.Field) and not isinstance(field, UnitPriceField)


def groupings_of(table):
    """``{name: Grouping}`` of the columns by whose content the rows may be added up."""
    found = (_grouping(bound, table.database_field(_path(bound))) for bound in table.all_columns)
    return {each.name: each for each in found if each is not None}


def _path(bound):
    return str(bound.accessor).replace(".", LOOKUP_SEP)


def _grouping(bound, field):
    path = _path(bound)
    holder = path.rpartition(LOOKUP_SEP)[0]
    words, named, is_month = {}, None, False
    if isinstance(field, models.ForeignKey):
        if not any(each.name == "name" for each in field.related_model._meta.concrete_fields):
            return None
        key, named = F(path), field.related_model
    elif isinstance(field, models.DateField):
        key, is_month = TruncMonth(path), True
    elif getattr(field, "choices", None):
        key, words = F(path), dict(field.flatchoices)
    elif holder and isinstance(field, models.CharField) and field.name == "name":
        key, named = F(holder), field.model
    else:
        return None
    return Grouping(bound.name, bound.header, key, words, named, is_month)


def _plain(rows):
    """The rows without what would count some of them twice."""
    query = rows.query
    if query.distinct or query.combinator or query.group_by is not None:
        return rows.model._base_manager.filter(pk__in=rows.order_by().values("pk"))
    return rows.order_by()


def sums_of(rows, table, name, address_of):
    """The whole and the groups of a list; ``address_of(column, value)`` is the list of one group, or ""."""
    amounts, grouping = amounts_of(table), groupings_of(table).get(name)
    wanted = {"number": Count("pk"), **{f"sum_{at}": Sum(path) for at, (_label, path) in enumerate(amounts)}}
    rows = _plain(rows)
    if grouping is None:
        whole, lines = _line(TOTAL, rows.aggregate(**wanted), amounts), []
    else:
        whole, lines = _grouped(rows, grouping, wanted, amounts, address_of)
    return {
        "by": grouping.label if grouping else "",
        "headings": [label for label, _path in amounts],
        "lines": lines,
        "whole": whole,
    }


def _grouped(rows, grouping, wanted, amounts, address_of):
    """The whole and its largest groups, read in one pass: what the groups add up to is the whole."""
    by = F("sum_0" if amounts else "number").desc(nulls_last=True)
    groups = rows.annotate(**{GROUP: grouping.key}).values(GROUP).annotate(**wanted)
    groups = groups.annotate(**{WHOLE_OF.format(name): OfAllGroups(F(name)) for name in wanted})
    found = list(groups.order_by(f"-{GROUP}" if grouping.is_month else by)[:MOST_GROUPS])
    names = grouping.names_of([row[GROUP] for row in found])
    lines = []
    for row in found:
        value = row[GROUP]
        address = "" if grouping.is_month or value is None else address_of(grouping.name, value)
        lines.append(_line(names.get(value) or "—", row, amounts, address))
    sums = {name: found[0][WHOLE_OF.format(name)] if found else 0 for name in wanted}
    whole = _line(TOTAL, sums, amounts)
    rest = whole.number - sum(line.number for line in lines)
    return whole, [*lines, _rest(whole, lines, rest)] if rest else lines


class OfAllGroups(Func):
    """The sum of an aggregate over all groups of the statement, in each of its rows."""

    template = "SUM(%(expressions)s) OVER ()"


def _line(label, row, amounts, address=""):
    return Line(label, row["number"], [row[f"sum_{at}"] or 0 for at in range(len(amounts))], address)


def _rest(whole, lines, number):
    left = [total - sum(line.amounts[at] for line in lines) for at, total in enumerate(whole.amounts)]
    return Line(_("Others"), number, left)


class ListSums:
    """The part of a ListPage that adds its rows up: ``?sums=all`` as a whole, ``?sums=owner`` by a column."""

    def sums_choices(self, table):
        """``[(label, address, is it chosen)]`` of the menu; nothing where there is nothing to add up."""
        groupings = groupings_of(table)
        if not groupings and not amounts_of(table):
            return []
        chosen = self.request.GET.get(SUMS, "")
        named = [(WHOLE, _("Total")), *((each.name, self._by(each.label)) for each in groupings.values())]
        found = [(label, self._with(**{SUMS: name}), name == chosen) for name, label in named]
        return [*found, (_("Without totals"), self._with(**{SUMS: None}), False)] if chosen else found

    @staticmethod
    def _by(label):
        name = str(label)
        return _("By %(column)s") % {"column": name[:1].lower() + name[1:]}

    def sums(self):
        """What stands in the part: asked for by itself, once the page stands."""
        user, query = self.request.user, self.request.GET
        filterset = self.filterset(user, query, self.get_base_queryset())
        table = self._table(self._rows(filterset), user, query, any_order=False)
        filters = filterset.names if filterset else ()

        def address(name, value):
            return self._with(**{name: value, SUMS: None}) if name in filters else ""

        return sums_of(self._rows(filterset), table, query.get(SUMS, ""), address)

    def _with(self, **changed):
        """The address of this list with other parameters; None takes one out."""
        query = copy.copy(self.request.GET)
        for name in [*changed, "page"]:
            query.pop(name, None)
        query.update({name: str(value) for name, value in changed.items() if value is not None})
        return f"{self.request.path}?{query.urlencode() or 'view=all'}"
