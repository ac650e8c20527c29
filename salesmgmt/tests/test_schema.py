"""One PostgreSQL schema for the five apps, and no change without its migration."""

import pgtrigger
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
def test_a_trigger_learns_without_an_error_that_it_is_not_left_out():
    """An error that is caught undoes something in every row, and that is looked up among all that waits for the end."""

    def asked():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('pgtrigger.ignore')")
            return cursor.fetchone()[0]

    assert asked() == "{}"
    with pgtrigger.ignore("orders.BankLine:status_table"):
        assert "status_table" in asked()
    assert asked() == "{}"


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


# Indexes of one table of which the shorter begins the longer one, in the same order.
TWICE = """
    with found as (
        select x.indrelid, c.relname as name, t.relname as "table", x.indisunique as is_unique,
            string_to_array(x.indkey::text, ' ') as columns, string_to_array(x.indoption::text, ' ') as orders,
            string_to_array(x.indclass::text, ' ') as classes
        from pg_index x join pg_class c on c.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
        where t.relnamespace = current_schema()::regnamespace and x.indexprs is null and x.indpred is null
    )
    select short."table", short.name from found short join found long
        on long.indrelid = short.indrelid and cardinality(long.columns) > cardinality(short.columns)
        and long.columns[1:cardinality(short.columns)] = short.columns
        and long.orders[1:cardinality(short.columns)] = short.orders
        and long.classes[1:cardinality(short.columns)] = short.classes
    where not short.is_unique
"""
# Their key is inherited, and a person has a handful of rows in each.
SMALL = {"core_exportjob", "core_importjob", "core_workbook", "orders_customerrun"}


@pytest.mark.django_db
def test_no_index_is_the_beginning_of_another():
    """Every row written keeps both: a key that begins a wider index says ``db_index=False``."""
    ours = {model._meta.db_table for app in ["core", *FIVE] for model in apps.get_app_config(app).get_models()}
    with connection.cursor() as cursor:
        cursor.execute(TWICE)
        found = [(table, index) for table, index in cursor.fetchall() if table in ours - SMALL]
    assert found == []
