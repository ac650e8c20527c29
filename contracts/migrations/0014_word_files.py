import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0013_clause_library"),
        ("core", "0016_own_substitutes_confirmed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReturnedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("revision", models.PositiveSmallIntegerField(verbose_name="revision")),
                ("key", models.CharField(blank=True, max_length=120, verbose_name="mark of the file")),
                ("is_of_this_text", models.BooleanField(default=False, verbose_name="made of this text")),
                ("clauses", models.JSONField(default=dict, verbose_name="clauses")),
                ("ours", models.JSONField(default=dict, verbose_name="our text")),
                ("comments", models.JSONField(default=list, verbose_name="comments")),
                ("read_at", models.DateTimeField(auto_now_add=True, verbose_name="compared at")),
                (
                    "attachment",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.attachment",
                        verbose_name="file",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="returned_files",
                        to="contracts.contract",
                        verbose_name="contract",
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="compared by",
                    ),
                ),
            ],
            options={
                "verbose_name": "returned Word file",
                "verbose_name_plural": "returned Word files",
                "ordering": ["-pk"],
            },
        ),
    ]
