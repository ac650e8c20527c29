"""The pages of the menu that a person starred."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0022_search_words_as_they_were"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="starred",
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name="favourites"),
        ),
    ]
