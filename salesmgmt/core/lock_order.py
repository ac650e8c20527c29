"""The one order in which rows are locked (docs/ARCHITECTURE.md, section 3): the root of a family before its members.

The root is whose documents they are, the customer. Every act that locks a document of his locks his row before it, in
the same statement: two acts on one customer's documents follow one another, and can never wait for each other.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.db.models import Model, Q
from django.db.models.constants import LOOKUP_SEP

# The roots, each with its key to the row that took its place (two files of one customer become one).
_roots: dict[type[Any], str] = {}


def register_root(model: type[Any], heir: str) -> None:
    """The model whose row stands at the head of a family; registered once, by the app it belongs to."""
    _roots[model] = heir
    path_to_root.cache_clear()


def _direct(model: type[Any]) -> Any:
    """The foreign key of a model to the root, None without one."""
    fields = [field for field in model._meta.concrete_fields if field.is_relation and field.related_model in _roots]
    return next((field for field in fields if model not in _roots), None)


@cache
def path_to_root(model: type[Any]) -> tuple:
    """``order__customer`` for a plan: by its own key, else along the road to its owner; "" for what has no root.

    Returns ``(path, nullable)``.
    """
    walked: list[str] = []
    nullable = False
    road = getattr(model._default_manager.all(), "OWNER", "") or ""
    for part in [*road.split(LOOKUP_SEP), ""]:
        field = _direct(model)
        if field is not None:
            return LOOKUP_SEP.join([*walked, field.name]), nullable or field.null
        try:
            field = model._meta.get_field(part)
        except FieldDoesNotExist:
            return "", False
        if not field.is_relation or field.related_model in _roots:
            return "", False
        walked, nullable, model = [*walked, part], nullable or field.null, field.related_model
    return "", False


def root_of(model: type[Any]) -> type[Any]:
    """The root at the end of the path."""
    return _direct(_last(model)).related_model


def _last(model: Any) -> type[Any]:
    for part in path_to_root(model)[0].split(LOOKUP_SEP)[:-1]:
        model = model._meta.get_field(part).related_model
    return model


def under_root(model: Any, keys: Any) -> Any:
    """The rows of a model, for a SELECT that first locks the root on which those of ``keys`` hang.

    ``keys`` is a queryset of the same model, which says whose they are. A row whose root has changed while the
    statement waited is not among the result: ask again.
    """
    path, nullable = path_to_root(model)
    if not path:
        return model._base_manager.all()
    column = f"{path}_id"
    condition = Q(**{f"{column}__any_of": _locked(root_of(model), keys.order_by().values(column))})
    return model._base_manager.filter(condition | Q(**{f"{path}__isnull": True}) if nullable else condition)


def of_root(model: Any, pk: Any) -> Any:
    """The rows of a model that hang on the root ``pk``, for a SELECT that first locks that root."""
    return model._base_manager.filter(**{f"{path_to_root(model)[0]}_id__any_of": _locked(root_of(model), [pk])})


def _locked(root: type[Any], pks: Any) -> Any:
    """In the order of their key: whoever locks several families does it in one order."""
    rows = root._base_manager.filter(pk__in=pks).order_by("pk")
    return ArraySubquery(rows.select_for_update(no_key=True).values("pk"))


def lock_roots(root: type[Any], pks: Any) -> dict:
    """``{pk: row}``: the roots, locked in the order of their pk; of one that has an heir, the heir."""
    asked = root._base_manager.select_for_update(of=("self",), no_key=True)
    found = {row.pk: row for row in asked.filter(pk__in=set(pks)).order_by("pk")}
    for pk, row in found.items():
        while heir := getattr(row, f"{_roots[root]}_id"):
            row = asked.get(pk=heir)
        found[pk] = row
    return found


def heir_of(document: Any) -> Any:
    """For what hangs on a root without a key (files, to-dos): the root, or its heir; any other row as it is.

    Waits for a merge alone: who works on the root is not held up, nor waited for.
    """
    model = type(document)
    while model in _roots:
        table, column = model._meta.db_table, model._meta.get_field(_roots[model]).column
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s FOR KEY SHARE", [document.pk])  # noqa: S608
            heir = (cursor.fetchone() or [None])[0]
        if heir is None:
            break
        document = model._base_manager.get(pk=heir)
    return document


def with_locked_roots(values: dict[str, Any]) -> dict[str, Any]:
    """``values`` of a form, their roots locked, with the heir in the place of one that has ended.

    What is created then cannot be left with a file that is merged into another at the same moment.
    """
    for root in _roots:
        named: dict[str, int] = {name: value.pk for name, value in values.items() if type(value) is root}
        rows = lock_roots(root, named.values()) if named else {}
        changed = {name: rows[pk] for name, pk in named.items() if pk in rows and rows[pk].pk != pk}
        if changed:
            _read_again(values)
        values = {**values, **changed}
    return values


def _read_again(values: Any) -> None:
    """Contacts and documents have moved to the heir."""
    for value in values.values():
        if isinstance(value, Model) and path_to_root(type(value))[0]:
            value.refresh_from_db()
