"""One row per form that was accepted, so that a form posted twice makes one document."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class FormToken(models.Model):
    # The unique index is the lock: the second post of a form waits for the first, then finds its address.
    token = models.UUIDField(unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        # Old rows are cleared away by date.
        indexes = [models.Index(fields=["created_at"], name="form_token_age")]

    def __str__(self) -> str:
        return str(self.token)
