"""What a person keeps about a list: named filters, chosen columns, page size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.models.organisation import Unit

if TYPE_CHECKING:
    from typing import Any, Self

    from salesmgmt.core.models.organisation import User


class SavedViewQuerySet(models.QuerySet):
    def for_list(self, user: User, list_key: str) -> Self:
        """The person's own views of a list, then those that others share with a unit he belongs to, by name."""
        above = Concat(Value("/"), Cast("shared_with", CharField()), Value("/"))
        rows = self.annotate(above=above, path=Unit.objects.filter(pk=user.unit_id).values("path"))
        rows = rows.filter(Q(owner=user) | Q(path__contains=F("above")), list_key=list_key).select_related("owner")
        return rows.order_by(Case(When(owner=user, then=0), default=1), "name", "pk")


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
