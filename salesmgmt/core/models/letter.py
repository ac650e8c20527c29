"""Mail that is no notice of the program: errors for the administrators, warnings, what was gathered over a day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """A letter to one address, sent by the worker once; the row is there before anybody asks a mail server."""

    to = models.EmailField(_("e-mail"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    html = models.TextField(blank=True)
    reply_to = models.EmailField(blank=True)
    # An issued paper that goes with it: of which document, and which form.
    paper_kind = models.ForeignKey("contenttypes.ContentType", models.PROTECT, null=True, editable=False)
    paper_id = models.PositiveBigIntegerField(null=True, editable=False)
    paper_form = models.CharField(max_length=20, blank=True, editable=False)
    created_at = models.DateTimeField(_("time"), auto_now_add=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            # The mail job.
            models.Index(fields=["id"], name="letter_unmailed", condition=Q(mailed_at__isnull=True)),
            # Whether the same was written a moment ago; and what is old and goes.
            models.Index(fields=["-created_at"], name="letter_recent"),
            # Whether the paper of a document went out.
            models.Index(fields=["paper_kind", "paper_id"], name="letter_of_paper", condition=Q(paper_id__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.subject} <{self.to}>"
