"""One PostgreSQL schema for the five apps, and no change without its migration."""

import pytest
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
def test_no_model_has_changed_without_a_migration():
    """SEC-06: makemigrations --check reports no change."""
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
