"""Every company starts with version 1 of the evaluation scheme (SET-01)."""

from functools import partial

from django.db import migrations

from customers.scheme.version_one import load_scheme_one


def load(apps, schema_editor):
    load_scheme_one(partial(apps.get_model, "customers"))


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
