"""The append-only audit table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from salesmgmt.core import change_words, words

if TYPE_CHECKING:
    from typing import Any


class AuditEntry(models.Model):
    """One act on one object. ``action`` is an English msgid; ``changes`` is ``{field: [old, new]}`` (DOC-04)."""

    content_type = models.ForeignKey(ContentType, models.PROTECT, db_index=False)
    object_id = models.BigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    at = models.DateTimeField(_("time"), auto_now_add=True)
    # Null is a job of the system.
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(_("action"), max_length=80)
    from_status = models.CharField(_("from"), max_length=30, blank=True)
    to_status = models.CharField(_("to"), max_length=30, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    changes = models.JSONField(_("changes"), default=dict, blank=True)
    # What the comment names beside the document: {"model": "customers.customer", "pks": [7]}. Who may not see all of it
    # reads that something was done, not with whom.
    about = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        # The timeline of one document, newest first.
        indexes = [models.Index(fields=["content_type", "object_id", "-id"], name="audit_timeline")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"

    @property
    def said(self) -> str:
        """The comment in the reader's language where the program wrote it, as typed where a person did."""
        return words.read(self.comment)

    @property
    def label(self) -> Any:
        """The act in words: the new status, or the translated action."""
        if self.action == "status":
            return self.status_label(self.to_status)
        return gettext(self.action)

    def status_label(self, status: str) -> Any:
        model = self.content_type.model_class()
        choices = dict(model._meta.get_field("status").flatchoices) if model else {}
        return choices.get(status, status)

    def labelled_changes(self) -> list:
        """``[(field label, old, new)]`` in the reader's language and time (DOC-04)."""
        return change_words.in_words(self.content_type.model_class(), self.changes)
