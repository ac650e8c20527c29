"""Rows joined with figures that are worked out once for all of them: a queryset in FROM, ``LEFT JOIN (SELECT …) figures``.

An annotation by sub-query is written out again wherever it is named (a condition, a level made of it, another condition
made of the level), and the database works it out again each time. A column of a joined queryset is only named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Expression
from django.db.models.sql.constants import INNER, LOUTER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from django.db.models import Field


class JoinedRows:
    """An entry of ``Query.alias_map``, as `django.db.models.sql.datastructures.Join` is one."""

    filtered_relation = None

    def __init__(self, alias: str, parent_alias: str, rows: Any, columns: tuple[str, str], join_type: str) -> None:
        self.table_name = self.table_alias = alias
        self.parent_alias = parent_alias
        self.rows = rows
        self.columns = columns
        self.join_type = join_type

    @property
    def nullable(self) -> bool:
        return self.join_type == LOUTER

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list]:
        # The rows may be none at all: what is joined to them stays.
        rows = self.rows.query.clone().get_compiler(connection=connection, elide_empty=False)
        sql, params = rows.as_sql()
        alias, parent = (
            compiler.quote_name_unless_alias(self.table_alias),
            compiler.quote_name_unless_alias(self.parent_alias),
        )
        left, right = (connection.ops.quote_name(name) for name in self.columns)
        return f"{self.join_type} ({sql}) {alias} ON ({alias}.{right} = {parent}.{left})", list(params)

    def relabeled_clone(self, change_map: dict[str, str]) -> JoinedRows:
        found = JoinedRows(
            change_map.get(self.table_alias, self.table_alias),
            change_map.get(self.parent_alias, self.parent_alias),
            self.rows,
            self.columns,
            self.join_type,
        )
        found.table_name = self.table_name
        return found


class Column(Expression):
    """A column of the rows joined under ``alias``."""

    contains_column_references = True
    allowed_default = False

    def __init__(self, alias: str, name: str, output_field: Field) -> None:
        super().__init__(output_field=output_field)
        self.alias, self.name = alias, name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple]:
        return f"{compiler.quote_name_unless_alias(self.alias)}.{connection.ops.quote_name(self.name)}", ()

    def relabeled_clone(self, change_map: Mapping[str, str]) -> Column:
        return Column(change_map.get(self.alias, self.alias), self.name, self.output_field)


def joined(queryset: Any, alias: str, rows: Any, on: tuple[str, str], *, must: bool = False) -> Any:
    """``queryset`` with ``rows`` beside it under ``alias``, by its column and what they call theirs: ``on=("customer_id", "customer")``.

    ``rows`` have one row at most for a value of their column, and see nothing of ``queryset``. With ``must`` only what has
    a row stays. Their columns are read by Column.
    """
    found = queryset.all()
    query = found.query
    parent = query.get_initial_alias()
    query.alias_map[alias] = JoinedRows(alias, parent, rows, on, INNER if must else LOUTER)
    query.alias_refcount[alias] = 1
    query.table_map[alias] = [alias]
    return found
