"""Which fields of a record a person may not read in its history: prices for departments, cost for reps (SEC-03)."""

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from salesmgmt.core.permissions import sees_cost, sees_prices

# Names say it where the type does not: a snapshot of an app's own making, a rate, a text.
PRICE_WORDS = ("price", "amount", "discount", "total", "net", "tax_amount", "gross", "balance", "value_of")
COST_WORDS = ("cost", "margin", "floor")


def is_hidden(user, model, name):
    """Must this person not see the field ``name`` of ``model``, before or after a change? (SEC-03, 002-1 §5.3)"""
    words = name.lower()
    if any(word in words for word in COST_WORDS) and not sees_cost(user):
        return True
    if sees_prices(user) or _is_count(model, name):
        return False
    return _is_money(model, name) or any(word in words for word in PRICE_WORDS)


def _is_money(model, name):
    field = _field(model, name)
    return isinstance(field, models.DecimalField) and field.decimal_places in (2, 4)


def _is_count(model, name):
    """The total of an evaluation is points, whatever its name."""
    return isinstance(_field(model, name), models.IntegerField)


def _field(model, name):
    try:
        return model._meta.get_field(name)
    except (FieldDoesNotExist, AttributeError):
        return None
