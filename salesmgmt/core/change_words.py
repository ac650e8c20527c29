"""The changes of an audit row in the words of its reader: labels, chosen values, yes and no, local time (DOC-04).

A row keeps ``{name: [old, new]}`` with keys and UTC; the name is a field of the document, of its lines ("lines 2 price",
"lines 2"), of a part of it, or a text of its own (a criterion, a question of a survey).
"""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from salesmgmt.core.money import MoneyField, UnitPriceField, plain_price

if TYPE_CHECKING:
    from typing import Any


LINE = re.compile(r"^(?:(?P<relation>[a-z_]+) )?(?P<no>\d+)(?: (?P<name>[a-z_]+))?$")
PART = re.compile(r"^(?P<relation>[a-z_]+) (?P<name>[a-z_]+)$")
MOMENT = re.compile(r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:?\d\d|Z)$")
CODES = re.compile(r"[^\[\],'\" ]+")


def in_words(model: type[Any], changes: dict) -> list:
    """``[(label, old, new)]`` of ``{name: [old, new]}``; without what reads alike before and after."""
    rows = []
    for name, (old, new) in changes.items():
        label, field = label_and_field(model, name)
        row = (label, value_in_words(field, old), value_in_words(field, new))
        if row[1] != row[2]:
            rows.append(row)
    return rows


def label_and_field(model: type[Any], name: str) -> tuple:
    """``(label, field or None)`` of the name a change is stored under."""
    field = _field(model, name)
    if field is not None:
        return _label(field), field
    line = LINE.match(name)
    if line:
        return _of_line(model, line["relation"] or "lines", line["no"], line["name"])
    part = PART.match(name)
    field = _field(_related(model, part["relation"]), part["name"]) if part else _field_of_a_part(model, name)
    if field is not None:
        return _label(field), field
    heading, colon, last = name.rpartition(": ")
    field = _field(_related(model, "lines"), last) if colon else None
    if field is not None:
        return gettext("%(heading)s: %(text)s") % {"heading": heading, "text": field.verbose_name}, field
    return gettext(name), None


def value_in_words(field: Any, text: str) -> str:
    """A stored value as the reader of the page reads it; a text that is not what the field holds stays as it is."""
    text = "" if text is None else str(text)
    if text == "":
        return ""
    if MOMENT.match(text):
        return timezone.localtime(datetime.fromisoformat(text)).strftime("%Y-%m-%d %H:%M")
    if text in ("True", "False"):
        return gettext("yes") if text == "True" else gettext("no")
    labels = _labels(field)
    if text in labels:
        return labels[text]
    if labels and hasattr(field, "base_field"):
        return "、".join(labels.get(code, code) for code in CODES.findall(text))
    if isinstance(field, models.DecimalField):
        return _figure(field, text)
    return text


def _labels(field: Any) -> dict:
    choices = getattr(field, "flatchoices", None) or getattr(getattr(field, "base_field", None), "flatchoices", None)
    return {str(key): str(label) for key, label in choices or ()}


def _figure(field: Any, text: str) -> str:
    try:
        figure = Decimal(text)
    except InvalidOperation:
        return text
    if isinstance(field, UnitPriceField):
        return f"{plain_price(figure):,f}"
    if isinstance(field, MoneyField):
        return f"{figure:,.{field.decimal_places}f}"
    shown = f"{figure:,f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _of_line(model: type[Any], relation: str, no: str, name: str) -> tuple:
    related = _related(model, relation)
    line = gettext("Line %(no)s") % {"no": no}
    if related is not None and relation not in ("lines", "items"):
        line = f"{related._meta.verbose_name} {no}"
    field = _field(related, name) if name else None
    if field is None:
        return (f"{line} {gettext(name)}" if name else line), None
    return f"{line} {field.verbose_name}", field


def _field(model: type[Any], name: str) -> Any:
    """The field or the relation of that name, or None; a key by its column's name too."""
    if model is None or not name:
        return None
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return next((field for field in model._meta.concrete_fields if field.attname == name), None)


def _related(model: type[Any], relation: str) -> type[Any]:
    field = _field(model, relation)
    return field.related_model if field is not None else None


def _field_of_a_part(model: type[Any], name: str) -> Any:
    """A field of what belongs to the document one to one, such as the assessment of a lead."""
    parts = [each.related_model for each in model._meta.related_objects if each.one_to_one] if model else []
    return next((field for field in (_field(part, name) for part in parts) if field is not None), None)


def _label(field: Any) -> str:
    """What the form calls it; of rows that hang on the document, what they are together."""
    if isinstance(field, models.ForeignObjectRel):
        return str(field.related_model._meta.verbose_name_plural)
    return str(field.verbose_name)
