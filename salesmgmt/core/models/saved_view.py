"""What a person keeps about a list: named filters, chosen columns, page size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from typing import Any


class SavedView(models.Model):
    """A named query string of one list."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    list_key = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=40)
    querystring = models.CharField(max_length=2000, blank=True)
    is_default = models.BooleanField(_("open the list with this view"), default=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(fields=["owner", "list_key", "name"], name="saved_view_name"),
            models.UniqueConstraint(
                fields=["owner", "list_key"], condition=Q(is_default=True), name="one_default_saved_view"
            ),
        ]

    def __str__(self) -> Any:
        return self.name


class ListPreference(models.Model):
    """The columns and the page size a person chose for one list."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="list_preferences")
    list_key = models.CharField(max_length=60)
    # Empty: the columns the list shows by itself.
    columns = models.JSONField(default=list, blank=True)
    page_size = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "list_key"], name="one_preference_per_list")]

    def __str__(self) -> Any:
        return self.list_key
