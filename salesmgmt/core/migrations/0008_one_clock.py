"""The jobs of the clock are found by one task now; what beat kept of the former entries would be sent to nobody."""

from django.db import migrations

GONE = (
    "remind-overdue-approvals", "plan-backfill", "delivery-formalities", "prices-and-quotes", "receivables-overdue",
    "remove-old-files",
)


def forget(apps, schema_editor):
    apps.get_model("django_celery_beat", "PeriodicTask").objects.filter(name__in=GONE).delete()


class Migration(migrations.Migration):
    dependencies = [("core", "0007_tasks_and_jobs"), ("django_celery_beat", "0019_alter_periodictasks_options")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
