"""From now on only an adjustment writes a price list: lists that were being written by hand are thrown away."""

from django.db import migrations


def throw_away(apps, schema_editor):
    price_lists = apps.get_model("pricing", "PriceList").objects
    pks = list(price_lists.filter(status="submitted").values_list("pk", flat=True))
    if pks:
        kinds = apps.get_model("contenttypes", "ContentType").objects
        kind = kinds.filter(app_label="pricing", model="pricelist").first()
        rounds = apps.get_model("core", "ApprovalRound").objects
        rounds = rounds.filter(content_type=kind, object_id__in=pks, status="open")
        steps = apps.get_model("core", "ApprovalStep").objects.filter(round__in=rounds)
        steps.filter(status__in=["waiting", "pending"]).update(status="cancelled")
        rounds.update(status="cancelled")
        price_lists.filter(pk__in=pks).update(status="draft")
    price_lists.filter(status="draft").update(status="discarded")


class Migration(migrations.Migration):
    dependencies = [
        ("pricing", "0007_price_list_states"),
        ("core", "0016_own_substitutes_confirmed"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(throw_away, migrations.RunPython.noop)]
