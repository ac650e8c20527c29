"""Constraints decided without the database, which Django asks once for every constraint of every line of a form."""

import operator

from django.db.models import CheckConstraint, F, Q
from django.db.models.constants import LOOKUP_SEP

COMPARISONS = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}


class Undecided(Exception):
    """Only the database can tell."""


def surely_hold(instance):
    """Do all constraints of this row hold, as far as its own plain values tell? False also where they do not tell."""
    try:
        return all(
            isinstance(each, CheckConstraint) and _decide(each.condition, instance) is not False
            for each in instance._meta.constraints
        )
    except Undecided:
        return False


def _decide(condition, instance):
    """True, False, or None for what SQL calls unknown, which no CHECK refuses."""
    if isinstance(condition, tuple):
        return _compare(*condition, instance)
    if not isinstance(condition, Q) or condition.connector not in (Q.AND, Q.OR):
        raise Undecided
    found = [_decide(child, instance) for child in condition.children]
    decisive = condition.connector == Q.OR
    result = decisive if decisive in found else None if None in found else not decisive
    return result if result is None or not condition.negated else not result


def _compare(path, right, instance):
    name, _, lookup = path.rpartition(LOOKUP_SEP)
    if not name:
        name, lookup = path, "exact"
    left, right = _value(name, instance), _value(right.name, instance) if isinstance(right, F) else right
    if lookup == "isnull":
        return (left is None) is right
    if lookup not in COMPARISONS or hasattr(right, "resolve_expression"):
        raise Undecided
    try:
        return None if left is None or right is None else COMPARISONS[lookup](left, right)
    except TypeError as error:
        raise Undecided from error


def _value(name, instance):
    if LOOKUP_SEP in name:
        raise Undecided
    field = instance._meta.pk if name == "pk" else instance._meta.get_field(name)
    value = getattr(instance, field.attname)
    if hasattr(value, "resolve_expression"):
        raise Undecided
    return value
