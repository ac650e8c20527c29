"""The states of an empty database's first migration grow, and come out as Django's own."""

import pytest
from django.db import connection, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddField, AlterField, CreateModel, DeleteModel, RemoveField
from django.db.migrations.state import ModelState, ProjectState

from salesmgmt.core.first_migration import growing_states, is_empty

TARGET = "contracts"  # reaches back through pricing, customers and core


def rendered(state):
    """What a database would be made of: of each model its columns, constraints, indexes and relations."""
    spelled = MigrationAutodetector(state, state).deep_deconstruct
    return {
        model._meta.label: (
            {field.name: (field.column, spelled(field)[1:]) for field in model._meta.local_fields},
            sorted(field.name for field in model._meta.local_many_to_many),
            [each.deconstruct() for each in (*model._meta.constraints, *model._meta.indexes)],
            sorted(str(each.related_model._meta.label) for each in model._meta.related_objects),
        )
        for model in state.apps.get_models(include_auto_created=True)
    }


def walked(loader, target):
    """The state after every operation up to the target, with its models rendered from the start, as ``migrate`` does."""
    state = ProjectState(real_apps=loader.unmigrated_apps)
    state.apps  # noqa: B018  rendered once, then kept up to date
    for key in loader.graph.forwards_plan(target):
        migration = loader.get_migration(*key)
        for operation in migration.operations:
            state.clone()
            operation.state_forwards(migration.app_label, state)
    return state


@pytest.mark.django_db
def test_grown_models_are_those_django_renders():
    loader = MigrationLoader(connection)
    target = loader.graph.leaf_nodes(TARGET)[0]
    with growing_states():
        grown = rendered(walked(loader, target))
    fresh = rendered(loader.project_state(target))
    assert {name: shape for name, shape in grown.items() if shape != fresh.get(name)} == {}
    assert grown.keys() == fresh.keys()
    assert len(grown) > 100


def test_what_changes_or_goes_leaves_the_state_before_as_it_was():
    with growing_states():
        state = ProjectState()
        state.apps  # noqa: B018
        key = ("id", models.BigAutoField(primary_key=True))
        CreateModel("One", [key, ("name", models.CharField(max_length=5))]).state_forwards("x", state)
        CreateModel("Two", [key]).state_forwards("x", state)
        AddField("two", "one", models.ForeignKey("x.One", models.CASCADE)).state_forwards("x", state)
        before = state.clone()
        AlterField("one", "name", models.CharField(max_length=9)).state_forwards("x", state)
        altered = state.clone()
        RemoveField("two", "one").state_forwards("x", state)
        DeleteModel("One").state_forwards("x", state)

    def length(of):
        return of.apps.get_model("x", "One")._meta.get_field("name").max_length

    assert (length(before), length(altered)) == (5, 9)
    assert before.apps.get_model("x", "Two")._meta.get_field("one").related_model._meta.label == "x.One"
    with pytest.raises(LookupError):
        state.apps.get_model("x", "One")
    assert [field.name for field in state.apps.get_model("x", "Two")._meta.local_fields] == ["id"]


def test_django_is_as_it_was_afterwards():
    before = ModelState.render, ProjectState.clone, ProjectState.reload_model
    with growing_states():
        assert ProjectState.clone is not before[1]
    assert before == (ModelState.render, ProjectState.clone, ProjectState.reload_model)


@pytest.mark.django_db
def test_a_database_with_a_migration_in_it_goes_djangos_own_way():
    assert not is_empty(connection)
