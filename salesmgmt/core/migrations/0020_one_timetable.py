"""Beat keeps its three fixed entries in the settings; the tables in which it kept them before go (docs/adr/one-timetable.md)."""

from django.db import migrations

# In the order of their foreign keys.
TABLES = ("periodictask", "periodictasks", "clockedschedule", "crontabschedule", "intervalschedule", "solarschedule")


class Migration(migrations.Migration):
    dependencies = [("core", "0019_heartbeat")]

    operations = [
        migrations.RunSQL([f"DROP TABLE IF EXISTS django_celery_beat_{name}" for name in TABLES], migrations.RunSQL.noop)
    ]
