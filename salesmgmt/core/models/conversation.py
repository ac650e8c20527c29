"""What people say to one another about a document, and who wants to hear of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from typing import Any


class AboutQuerySet(models.QuerySet):
    def of(self, document: Any) -> Any:
        return self.filter(content_type=ContentType.objects.get_for_model(document), object_id=document.pk)


class Comment(models.Model):
    """A remark on a document; it stays as it was written, like everything that was said."""

    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", db_index=False)
    object_id = models.PositiveBigIntegerField()
    document = GenericForeignKey()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("conversation", "author")
    )
    text = models.TextField(_("comment"), max_length=2000)
    created_at = models.DateTimeField(_("time"), auto_now_add=True)

    objects = AboutQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("comment")
        verbose_name_plural = pgettext_lazy("conversation", "comments")
        indexes = [models.Index(fields=["content_type", "object_id"], name="comment_of_document")]

    def __str__(self) -> str:
        return self.text[:60]


class Follower(models.Model):
    """A person who is told what is said about a document and what becomes of it."""

    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", db_index=False)
    object_id = models.PositiveBigIntegerField()
    document = GenericForeignKey()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    # The last audit row he was told of, or that stood there when he began to follow.
    told_up_to = models.PositiveBigIntegerField(default=0)

    objects = AboutQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "user"], name="one_follower_per_person")
        ]

    def __str__(self) -> str:
        return str(self.user)
