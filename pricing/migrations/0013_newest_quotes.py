from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pricing", "0012_competitor_prices_by_day"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="quote",
            index=models.Index(fields=["-id"], include=("customer",), name="quote_newest"),
        ),
    ]
