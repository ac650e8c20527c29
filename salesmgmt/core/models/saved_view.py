"""What a person keeps about a list: named filters, chosen columns, page size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.models.organisation import Unit

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models.organisation import User


# The keys of a unit and of all above it, as its path names them.
UNITS_ABOVE = "SELECT unnest(string_to_array(trim(both '/' from path), '/')::bigint[]) FROM core_unit WHERE id = %s"


class SavedViewQuerySet(models.QuerySet):
    def for_list(self, user: User, list_key: str) -> list[SavedView]:
        """The person's own views of a list, then those that others share with a unit he belongs to, by name. Every list asks
        this, so it is said in few words."""
        shared = Q(shared_with__in=RawSQL(UNITS_ABOVE, [user.unit_id]))  # noqa: S611  words of our own, the key a parameter
        rows = self.filter(Q(owner=user) | shared, list_key=list_key).order_by("name", "pk").prefetch_related("owner")
        return sorted(rows, key=lambda view: view.owner_id != user.pk)


class SavedView(models.Model):
    """A named query string of one list; with ``shared_with`` everybody of that unit and below finds it too."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", db_index=False)
    list_key = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=40)
    querystring = models.CharField(max_length=2000, blank=True)
    is_default = models.BooleanField(_("open the list with this view"), default=False)
    shared_with = models.ForeignKey(
        Unit, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("shared with")
    )

    objects = SavedViewQuerySet.as_manager()

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

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="list_preferences", db_index=False)
    list_key = models.CharField(max_length=60)
    # Empty: the columns the list shows by itself.
    columns = models.JSONField(default=list, blank=True)
    page_size = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "list_key"], name="one_preference_per_list")]

    def __str__(self) -> Any:
        return self.list_key
