"""The generic needs survey asks for the specification and the material each by itself (F-04), where nobody changed it."""

from django.db import migrations

FORMER = ["产品与规格", "用途", "数量", "质量与技术要求", "预算", "需求日期", "现用供应商"]


def ask_apart(apps, schema_editor):
    template_model = apps.get_model("customers", "NeedsTemplate")
    field_model = apps.get_model("customers", "NeedsField")
    for template in template_model.objects.filter(is_generic=True):
        fields = list(field_model.objects.filter(template=template).order_by("position", "pk"))
        if [field.label for field in fields] != FORMER or not all(field.is_active for field in fields):
            continue
        # Answers given so far stay with their question, which now names the product alone.
        for place, field in enumerate(fields):
            field.position = place + 3 if place else 1
            if not place:
                field.label = "产品"
            field.save(update_fields=["position", "label"])
        field_model.objects.bulk_create([
            field_model(template=template, position=2, label="规格", kind="long"),
            field_model(template=template, position=3, label="材质", kind="text"),
        ])


class Migration(migrations.Migration):
    dependencies = [("customers", "0011_opportunity_contact")]

    operations = [migrations.RunPython(ask_apart, migrations.RunPython.noop)]
