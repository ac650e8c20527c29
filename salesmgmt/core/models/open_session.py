"""Where a person is signed in: which device, since when, from which address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    import datetime as dt


class OpenSession(models.Model):
    """What is told of a session beside its own row; it goes when that goes."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="open_sessions", verbose_name=_("user")
    )
    signed_in_at = models.DateTimeField(_("signed in"))
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)
    device = models.CharField(_("device"), max_length=300, blank=True)

    class Meta:
        ordering = ["-signed_in_at", "-pk"]
        verbose_name = _("open session")
        verbose_name_plural = _("open sessions")

    def __str__(self) -> str:
        return self.device or str(self.address or "")

    @property
    def ends_at(self) -> dt.datetime:
        """When it ends unless it is used before."""
        return self.session.expire_date
