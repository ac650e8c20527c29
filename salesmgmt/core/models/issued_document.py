"""Papers that left the house: printed once, kept with their hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from typing import Any


class IssuedDocument(models.Model):
    """One PDF as it was issued. Mistakes are corrected by a counter-document, never here: the row is append-only."""

    content_type = models.ForeignKey(ContentType, models.PROTECT, db_index=False)
    object_id = models.BigIntegerField()
    document = GenericForeignKey("content_type", "object_id")
    form_code = models.CharField(_("form"), max_length=20)
    # Tells apart several issues of one form of one document: a version, a month, a dunning level.
    edition = models.CharField(_("edition"), max_length=40, blank=True)
    file_name = models.CharField(_("file name"), max_length=160)
    # A paper with prices is not for people who may not see them (roles.md, row-level rule 3).
    has_prices = models.BooleanField(_("with prices"), default=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("size"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("issued by")
    )
    # When it became binding; the worker prints it a moment later.
    issued_at = models.DateTimeField(_("issued at"), default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("issued document")
        verbose_name_plural = _("issued documents")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "form_code", "edition"], name="issued_once_per_edition"
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> Any:
        return self.file_name
