"""Files attached to documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from salesmgmt.core import words

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import Document


class AttachmentQuerySet(models.QuerySet):
    def of(self, document: Document) -> Any:
        """The document's files that were not removed, oldest first."""
        kind = ContentType.objects.get_for_model(document)
        return self.filter(content_type=kind, object_id=document.pk, removed_at__isnull=True)


def label_of_kind(document: Any, kind: str) -> str:
    """The words for a stored kind: the document's label for the key, else the stored text in the reader's language."""
    offered = getattr(document, "ATTACHMENT_KINDS", ())
    labels = dict(offered) if isinstance(offered, tuple) else {}
    return str(labels.get(kind) or words.read(kind))


class Attachment(models.Model):
    """A file with its kind, uploader and time, as protected as its parent (DOC-05). Removing leaves row and file."""

    content_type = models.ForeignKey(ContentType, models.PROTECT, db_index=False)
    object_id = models.BigIntegerField()
    document = GenericForeignKey("content_type", "object_id")
    # What it is evidence of: a key of the document's ATTACHMENT_KINDS, a msgid where an act of ours says it, or the
    # text of a template. Never a translation; kind_label translates.
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    original_name = models.CharField(_("file name"), max_length=160)
    stored_name = models.CharField(max_length=40, unique=True)
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        # The files of one document's page.
        indexes = [models.Index(fields=["content_type", "object_id"], name="attachment_of_document")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(removed_by__isnull=True, removed_at__isnull=True)
                | models.Q(removed_by__isnull=False, removed_at__isnull=False),
                name="attachment_removed_by_somebody_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def kind_label(self) -> str:
        """What it is evidence of, in the reader's language."""
        model = ContentType.objects.get_for_id(self.content_type_id).model_class()
        return label_of_kind(model, self.kind)

    @property
    def is_image(self) -> bool:
        return self.mime in ("image/jpeg", "image/png", "image/gif", "image/webp")
