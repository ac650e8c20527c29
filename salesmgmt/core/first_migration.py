"""The first migration of an empty database, in a sixth of the time.

Between two operations Django renders the models that hang together with the one that changed, and here nearly all of
four hundred hang together: a thousand times over, for a column or a constraint each. Its states must not see what comes
later, because they may be taken back. On the way from nothing to today nothing is taken back, so that the states may
share their models, and these may grow: a new model, column, constraint, index or trigger is added to what is there. What
changes or takes away is rendered by Django as ever. The tables come out the same (test_first_migration.py).

A database with one migration in it goes Django's own way.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from django.db.backends.base.base import BaseDatabaseWrapper

# What hangs on a model without changing what others know of it.
LISTS = ("constraints", "indexes", "triggers")


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """No migration was ever recorded here."""
    recorder = MigrationRecorder(connection)
    return not recorder.has_table() or not recorder.migration_qs.exists()


@contextmanager
def growing_states() -> Iterator[None]:
    """While it lasts, states of migrations share their models and let them grow."""
    render, clone, reload, reload_many, remove = (
        ModelState.render,
        ProjectState.clone,
        ProjectState.reload_model,
        ProjectState.reload_models,
        ProjectState.remove_model,
    )

    def rendered(self: ModelState, apps: Any) -> Any:
        model = render(self, apps)
        model._known_fields, model._known_rest = dict(self.fields), _rest(self)
        return model

    def shared(self: ProjectState) -> ProjectState:
        apps = self.__dict__.pop("apps", None)
        copy = clone(self)
        if apps is not None:
            self.apps = copy.apps = apps
        return copy

    def reloaded(self: ProjectState, app_label: str, model_name: str, delay: bool = False) -> None:
        if "apps" in self.__dict__ and not _grow(self, app_label, model_name):
            _apart(self)
            reload(self, app_label, model_name, delay)
            _together(self)

    def reloaded_many(self: ProjectState, models: Any, delay: bool = True) -> None:
        if "apps" in self.__dict__:
            _apart(self)
            reload_many(self, models, delay)
            _together(self)

    def removed(self: ProjectState, app_label: str, model_name: str) -> None:
        if "apps" in self.__dict__:
            _apart(self)
        remove(self, app_label, model_name)

    ours = {
        (ModelState, "render"): rendered,
        (ProjectState, "clone"): shared,
        (ProjectState, "reload_model"): reloaded,
        (ProjectState, "reload_models"): reloaded_many,
        (ProjectState, "remove_model"): removed,
    }
    theirs = {(owner, name): getattr(owner, name) for owner, name in ours}
    try:
        for (owner, name), function in ours.items():
            setattr(owner, name, function)
        yield
    finally:
        for (owner, name), function in theirs.items():
            setattr(owner, name, function)


def _rest(state: ModelState) -> tuple:
    options = {name: value for name, value in state.options.items() if name not in LISTS}
    return state.bases, options, state.managers


def _apart(state: ProjectState) -> None:
    """What follows changes models: the state before keeps those it has."""
    state.apps = state.apps.clone()


def _together(state: ProjectState) -> None:
    """Models that were not rendered anew belong to the new registry, too, so that their next column finds its target."""
    for model in state.apps.get_models(include_auto_created=True):
        model._meta.apps = state.apps


def _grow(state: ProjectState, app_label: str, model_name: str) -> bool:
    """Let the rendered model follow its state; False where something was changed or taken away."""
    wanted = state.models[app_label, model_name.lower()]
    try:
        model: Any = state.apps.get_model(app_label, model_name)
    except LookupError:
        wanted.render(state.apps)
        return True
    known = model._known_fields
    if model._known_rest != _rest(wanted) or any(wanted.fields.get(name) is not field for name, field in known.items()):
        return False
    for name, field in wanted.fields.items():
        if name not in known:
            field.clone().contribute_to_class(model, name)
    for name in LISTS:
        found = wanted.options.get(name, [])
        setattr(model._meta, name, [each.clone() if hasattr(each, "clone") else each for each in found])
    model._known_fields = dict(wanted.fields)
    return True
