"""The name keys of customers entered before the legal forms in traditional script were known (有限責任公司, 集團; CUS-13).

The functions of today are the right ones, whenever this runs: keys are compared with what they give for a typed name.
"""

from django.db import migrations

from customers.customer.models import name_key, sound_key

BATCH = 1000


def compute_anew(apps, schema_editor):
    customers = apps.get_model("customers", "Customer").objects
    changed = []
    for row in customers.only("pk", "name", "name_key", "sound_key").iterator(chunk_size=BATCH):
        keys = name_key(row.name), sound_key(row.name)
        if keys != (row.name_key, row.sound_key):
            row.name_key, row.sound_key = keys
            changed.append(row)
    customers.bulk_update(changed, ["name_key", "sound_key"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("customers", "0012_needs_questions")]

    operations = [migrations.RunPython(compute_anew, migrations.RunPython.noop)]
