"""The jobs of the clock are found by one task now; what beat kept of the former entries would be sent to nobody."""

from django.db import migrations

GONE = (
    "remind-overdue-approvals", "plan-backfill", "delivery-formalities", "prices-and-quotes", "receivables-overdue",
    "remove-old-files",
)


def forget(apps, schema_editor):
    """Where the tables of celery-beat are (0017 drops them)."""
    connection = schema_editor.connection
    if "django_celery_beat_periodictask" in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_celery_beat_periodictask WHERE name = ANY(%s)", [list(GONE)])


class Migration(migrations.Migration):
    dependencies = [("core", "0007_tasks_and_jobs")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
