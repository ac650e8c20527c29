"""With which filters a list opens: as it stands, as somebody keeps it, or as a tab above it says."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.models import SavedView
from salesmgmt.core.web.filters import ALIVE, StatusFilter

# Parameters of the address that are not filters.
OWN_PARAMETERS = ("page", "sort", "size", "view", "sums", "rows")
# Those that a view of somebody keeps beside its filters.
KEPT = ("sort", "sums")


@dataclass(frozen=True)
class Preset:
    """A ready-made filter, shown as a tab above the list; the query "" is the whole list."""

    label: Any
    query: str
    can: Callable | None = None


class ListOpening:
    """The part of a ListPage that knows its presets, the saved views of the person and the filters it opens with."""

    presets = ()
    opens_on = None  # the filters of the list as it opens; by default what has not ended (ENDED of the model)

    @classmethod
    def opening(cls):
        """The filters with which the list opens when its address names none; "" for the whole list."""
        if cls.opens_on is not None:
            return cls.opens_on
        status = cls.filterset_class.base_filters.get("status") if cls.filterset_class else None
        ends = isinstance(status, StatusFilter) and getattr(cls.model, "ENDED", ())
        return f"status={ALIVE}" if ends else ""

    def _default_view(self, request):
        if request.GET or request.htmx:
            return None
        mine = [view for view in self.saved_views if view.owner_id == request.user.pk]
        return next((view for view in mine if view.is_default and view.querystring), None)

    @cached_property
    def saved_views(self):
        return SavedView.objects.for_list(self.request.user, self.key)

    def _filters_only(self):
        query = copy.copy(self.request.GET)
        for name in OWN_PARAMETERS:
            if name not in KEPT:
                query.pop(name, None)
        return query.urlencode()

    def _presets(self):
        current = QueryDict(self._filters_only(), mutable=True)
        current.pop("sums", None)
        shown = [preset for preset in self.presets if preset.can is None or preset.can(self.request.user)]
        if shown and self.opening() and not any(preset.query == self.opening() for preset in shown):
            shown.insert(0, Preset(_("Not ended"), self.opening()))
        return [(preset.label, preset.query, QueryDict(preset.query) == current) for preset in shown]
