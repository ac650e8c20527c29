"""A block copied from Excel becomes rows of a line table: one reader for every line table of the program.

The server reads it with the fields of the table itself: look-ups by code, name or number, figures, dates, choices. What is
unknown or means several things stays in its row with the reason, and nothing is saved: the rows stand in the form.
"""

import csv
import io
from dataclasses import dataclass, field
from itertools import takewhile

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from salesmgmt.core.domain.import_columns import Reading, date
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import parse_amount
from salesmgmt.core.registry import lookup
from salesmgmt.core.web.lookups import LookupField, as_option, parents_in, search_rows

MOST_ROWS = 500
# Of what no field has exactly, so many are searched for; a block of more is no block of our products.
MOST_SEARCHES = 60
SHOWN_CHOICES = 4
# The fields by which a row of a look-up is named exactly.
NAMES = ("code", "number", "name")
NOTHING = ("", "-", "—", "/", "#N/A", "#REF!")


@dataclass
class PastedRow:
    """What goes into the fields, how chosen rows read, and why a cell could not be taken."""

    values: dict = field(default_factory=dict)
    options: dict = field(default_factory=dict)
    remarks: dict = field(default_factory=dict)


def cells_of(text: str) -> list[list[str]]:
    """Rows and cells as Excel writes them to the clipboard: tabs, and quotes around a cell with a line break."""
    rows = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t")
    cleaned = [[cell.strip() for cell in row] for row in rows]
    found = [row for row in cleaned if any(cell not in NOTHING for cell in row)]
    if len(found) > MOST_ROWS:
        raise BusinessError(_("At most %(n)d rows at a time; for more there is the import.") % {"n": MOST_ROWS})
    return found


def columns_of(rows, names, labels, start=""):
    """``(fields by position, rows without the header)``: a first row of headings says which column is which, else the
    block begins in the cell where it was pasted."""
    heads = [_plain(cell) for cell in rows[0]]
    known = {_plain(text): name for name, texts in labels.items() for text in texts}
    named = [known.get(head) for head in heads]
    if sum(name is not None for name in named) >= max(1, (len(heads) + 1) // 2):
        return named, rows[1:]
    first = names.index(start) if start in names else 0
    return names[first:], rows


def beside_what_is_filled(columns, rows, fields):
    """Figures pasted right behind a look-up, without headings, are meant for the figures of the line (编码, 数量, 单价)
    and not for the texts between, which the look-up fills by itself; where a figure fits no figure, the cells decide."""
    width = max((len(row) for row in rows), default=0)
    if width < 2 or None in columns[:width] or not isinstance(fields[columns[0]], LookupField):
        return columns
    texts = list(takewhile(lambda name: type(fields[name]) is forms.CharField, columns[1:]))
    behind = columns[1 + len(texts) :]
    cells = [list(filter(_is_said, (row[at] for row in rows if at < len(row)))) for at in range(1, width)]
    fit = len(behind) >= len(cells) and all(
        _plain_value(fields[name], cell)[1] == "" and (at or _is_figure(fields[name], cell))
        for at, (name, said) in enumerate(zip(behind, cells, strict=False))
        for cell in said
    )
    return [columns[0], *behind] if texts and cells[0] and fit else columns


def _is_said(cell):
    return cell not in NOTHING


def _is_figure(form_field, text):
    if not isinstance(form_field, forms.DecimalField | forms.IntegerField):
        return False
    try:
        parse_amount(text)
    except ValueError:
        return False
    return True


def _plain(text):
    return "".join(str(text).split()).lower().rstrip("*:：")


def read_block(text, form, user, start="", params=None) -> list[PastedRow]:
    """The pasted text as rows for ``form``, an empty form of the line table. ``params`` are the values of the form around
    it, by which a look-up may be narrowed (the lines of one order)."""
    cells = cells_of(text)
    if not cells:
        raise BusinessError(_("There is nothing to paste."))
    shown = [name for name, each in form.fields.items() if name != "DELETE" and not form[name].is_hidden]
    labels = {name: {str(form.fields[name].label or ""), name, *_other_names(name)} for name in shown}
    columns, rows = columns_of(cells, shown, labels, start)
    if len(rows) == len(cells):
        columns = beside_what_is_filled(columns, rows, form.fields)
    found = [PastedRow() for _row in rows]
    for position, name in enumerate(columns):
        if name is None:
            continue
        said = [row[position] if position < len(row) and row[position] not in NOTHING else "" for row in rows]
        _fill_column(form.fields[name], name, said, found, user, params or {})
    return found


def _other_names(name):
    """What people write above such a column in their own sheets."""
    return {
        "product": {"产品编码", "物料编码", "编码", "料号", "产品", "品名", "产品名称", "物料名称"},
        "quantity": {"数量", "订货数量", "需求数量"},
        "price": {"单价", "含税单价", "价格"},
        "due_date": {"交货日期", "交期", "需求日期"},
        "spec": {"规格", "规格型号", "型号"},
        "unit": {"单位", "计量单位"},
        "remark": {"备注"},
    }.get(name, set())


def _fill_column(form_field, name, said, found, user, params):
    if isinstance(form_field, LookupField):
        chosen = _choose(form_field, set(filter(None, said)), user, params)
        for text, row in zip(said, found, strict=True):
            if text:
                option, reason = chosen[text]
                if option is None:
                    row.remarks[name] = reason
                else:
                    row.values[name], row.options[name] = option["value"], option
        return
    for text, row in zip(said, found, strict=True):
        if text:
            row.values[name], reason = _plain_value(form_field, text)
            if reason:
                row.remarks[name] = reason


def _plain_value(form_field, text):
    """``(what goes into the field, reason)``; what cannot be read goes in as it was written."""
    try:
        if isinstance(form_field, forms.DecimalField | forms.IntegerField):
            return f"{parse_amount(text):f}", ""
        if isinstance(form_field, forms.DateField):
            return date(text, Reading()).isoformat(), ""
    except ValueError:
        return text, _("“%(text)s” cannot be read here.") % {"text": text}
    if isinstance(form_field, forms.ChoiceField):
        for value, label in form_field.choices:
            if text in (str(value), str(label)):
                return str(value), ""
        return "", _("“%(text)s” is none of the choices.") % {"text": text}
    return text, ""


def _choose(form_field, texts, user, params):
    """``{text: (option, reason)}``: by code, number or name exactly, else by search where one row alone is found."""
    found = lookup(form_field.key)
    rows = form_field.queryset
    if found.narrow:
        parents = parents_in(found, user, params)
        rows = rows.none() if parents is None else found.narrow(rows, parents)
    exact = _exactly(rows, texts)
    chosen, searches = {}, 0
    for text in texts:
        hits = exact.get(text.lower(), [])
        if not hits:
            searches += 1
            hits = (
                list(search_rows(rows, text, found.search_fields)[: SHOWN_CHOICES + 1])
                if searches <= MOST_SEARCHES
                else []
            )
        chosen[text] = _decided(found, text, hits, user)
    return chosen


def _exactly(rows, texts):
    """``{text in small letters: rows}``: one query for all."""
    known = {each.name for each in rows.model._meta.concrete_fields}
    names = [name for name in NAMES if name in known]
    condition = Q()
    for name in names:
        condition |= Q(**{f"{name}__in": [*texts, *(text.upper() for text in texts)]})
    by_text: dict[str, list] = {}
    for row in rows.filter(condition)[: MOST_ROWS * 4] if names and texts else ():
        for key in {str(getattr(row, name)).lower() for name in names}:
            by_text.setdefault(key, []).append(row)
    return by_text


def _decided(found, text, hits, user):
    if not hits:
        return None, _("“%(text)s” is not known.") % {"text": text}
    if len(hits) > 1:
        names = "、".join(str(found.label(hit)) for hit in hits[:SHOWN_CHOICES])
        return None, _("“%(text)s” may mean: %(names)s.") % {"text": text, "names": names}
    return as_option(found, hits[0], user), ""
