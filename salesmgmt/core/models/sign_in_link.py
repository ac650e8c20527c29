"""The letter that leads a new person to his own password."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SignInLink(models.Model):
    """A letter with a link that works once. The link itself is made when the letter is written and stands nowhere."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sender"))
    created_at = models.DateTimeField(_("time"), auto_now_add=True)
    mailed_at = models.DateTimeField(null=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("sign-in link")
        verbose_name_plural = _("sign-in links")
        indexes = [
            # The mail job.
            models.Index(fields=["id"], name="sign_in_link_unmailed", condition=models.Q(mailed_at__isnull=True))
        ]

    def __str__(self) -> str:
        return str(self.user)
