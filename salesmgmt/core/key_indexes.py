"""A migration that takes from foreign keys the index with which a wider one begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.migrations.operations.base import Operation

if TYPE_CHECKING:
    from typing import Any

    from django.db.migrations.state import ProjectState


class WithoutKeyIndexes(Operation):
    """``keys`` are (model in small letters, field, index). The index alone goes; AlterField would make each key anew,
    reading all rows of its table, and render hundreds of models for it."""

    reversible = True

    def __init__(self, keys: list[tuple[str, str, str]]) -> None:
        self.keys = keys

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        for model, name, _index in self.keys:
            fields = state.models[app_label, model].fields
            field = fields[name].clone()
            field.db_index = False
            fields[name] = field
        # What was rendered of these models knows nothing of it.
        state.__dict__.pop("apps", None)
        state._relations = None  # type: ignore[attr-defined]

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for _model, _name, index in self.keys:
            schema_editor.execute(f"DROP INDEX IF EXISTS {schema_editor.quote_name(index)}")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model, name, index in self.keys:
            options = to_state.apps.get_model(app_label, model)._meta
            names = (index, options.db_table, options.get_field(name).column)
            index, table, column = map(schema_editor.quote_name, names)
            schema_editor.execute(f"CREATE INDEX {index} ON {table} ({column})")

    def describe(self) -> str:
        return f"Drop the indexes of {len(self.keys)} foreign keys that begin a wider one"
