"""Substitutes whom the person named himself stand in as before; those the administrator entered wait to be confirmed."""

from django.db import migrations
from django.utils import timezone


def confirm_own(apps, schema_editor):
    entries = apps.get_model("core", "AuditEntry").objects.filter(action="Substitute named")
    for row in apps.get_model("core", "Substitute").objects.filter(confirmed_at=None):
        named = entries.filter(
            content_type__app_label="core",
            content_type__model="user",
            object_id=row.person_id,
            comment__endswith=f" {row.valid_from} – {row.valid_to}",
        )
        if named.filter(actor=row.person_id).exists():
            row.named_by_id = row.confirmed_by_id = row.person_id
            row.confirmed_at = timezone.now()
            row.save(update_fields=["named_by", "confirmed_by", "confirmed_at"])


class Migration(migrations.Migration):
    dependencies = [("core", "0015_audited_words"), ("contenttypes", "0002_remove_content_type_name")]

    operations = [migrations.RunPython(confirm_own, migrations.RunPython.noop)]
