"""One PostgreSQL schema for the five apps, and no change without its migration."""

import pytest
from celery import current_app
from django.apps import apps
from django.core.management import call_command
from django.db import connection

FIVE = ["customers", "pricing", "contracts", "orders", "performance"]


@pytest.mark.django_db
def test_all_tables_of_the_five_apps_lie_in_one_schema():
    """SEC-06."""
    wanted = {model._meta.db_table for name in FIVE for model in apps.get_app_config(name).get_models()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, table_schema FROM information_schema.tables WHERE table_name = ANY(%s)", [list(wanted)]
        )
        found = dict(cursor.fetchall())
    assert set(found) == wanted
    assert set(found.values()) == {"public"}


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration(capsys):
    """SEC-06: makemigrations --check reports no change."""
    call_command("makemigrations", "--check", "--dry-run", verbosity=1)
    assert capsys.readouterr().out.strip() == "No changes detected"


def test_every_periodic_task_exists_and_is_planned_once(settings):
    """A task renamed without its schedule would simply never run."""
    current_app.loader.import_default_modules()
    planned = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert sorted(planned) == sorted(set(planned))
    assert set(planned) <= set(current_app.tasks)
