"""What a queue could not do, row by row, with the reason; and what was asked for at the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from typing import Any


class QueueFault(models.Model):
    """A row that stays behind while its queue goes on: shown to the administrator until it is done.

    Without a row it is the queue itself: a mail server that does not answer.
    """

    queue = models.CharField(_("queue"), max_length=60)
    content_type = models.ForeignKey(ContentType, models.CASCADE, null=True)
    object_id = models.BigIntegerField(null=True)
    row = GenericForeignKey("content_type", "object_id")
    label = models.CharField(_("row"), max_length=200)
    reason = models.CharField(_("reason"), max_length=2000)
    times = models.PositiveIntegerField(_("attempts"), default=1)
    first_at = models.DateTimeField(_("first failed"))
    last_at = models.DateTimeField(_("last failed"))

    class Meta:
        ordering = ["-last_at", "-pk"]
        verbose_name = _("failed row")
        verbose_name_plural = _("failed rows")
        constraints = [
            models.UniqueConstraint(
                fields=["queue", "content_type", "object_id"], name="one_fault_per_queue_and_row", nulls_distinct=False
            )
        ]

    def __str__(self) -> Any:
        return self.label


class PasswordRequest(models.Model):
    """Somebody asked for a new password: counted by e-mail address and by the address of the machine."""

    email = models.CharField(max_length=254)
    client = models.GenericIPAddressField(null=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    # Within the limits: the worker looks whose address it is, so that asking takes as long for a stranger's.
    is_allowed = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(null=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("password request")
        verbose_name_plural = _("password requests")
        # Both limits look at the last hour only.
        indexes = [
            models.Index(fields=["-asked_at"], name="password_request_recent"),
            # The mail job.
            models.Index(
                fields=["id"], name="password_request_unmailed", condition=Q(is_allowed=True, mailed_at__isnull=True)
            ),
        ]

    def __str__(self) -> Any:
        return self.email
