"""Papers that were issued and are not printed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from typing import Any


class WaitingPaper(models.Model):
    """What an issued paper says, as it stood at the act that made it binding; the worker lays it out, and the row goes.

    ``pages``: the whole page in HTML, once for each prescribed copy.
    """

    content_type = models.ForeignKey(ContentType, models.PROTECT, db_index=False)
    object_id = models.BigIntegerField()
    document = GenericForeignKey("content_type", "object_id")
    form_code = models.CharField(_("form"), max_length=20)
    edition = models.CharField(_("edition"), max_length=40, blank=True)
    file_name = models.CharField(_("file name"), max_length=160)
    has_prices = models.BooleanField(_("with prices"), default=True)
    pages = ArrayField(models.TextField())
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("issued by")
    )
    issued_at = models.DateTimeField(_("issued at"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("paper to print")
        verbose_name_plural = _("papers to print")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "form_code", "edition"], name="waits_once_per_edition"
            )
        ]

    def __str__(self) -> Any:
        return self.file_name
