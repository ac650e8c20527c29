"""The tabs of a document: other rooms' lists and papers about it."""

from dataclasses import dataclass

from django.urls import reverse

from salesmgmt.core.registry import Tab, tabs_for
from salesmgmt.core.web.counting import capped_counts


@dataclass(frozen=True)
class ShownTab:
    """A tab of one document. ``count`` is None where there is nothing to count, "" while it is still to come."""

    tab: Tab
    address: str
    is_active: bool
    count: str | None


def tabs_of(document, user, active="", counted=True):
    """``[ShownTab]`` that this person may open; their numbers are one question, asked only if ``counted``."""
    tabs = [tab for tab in tabs_for(getattr(document, "KIND", "")) if tab.can is None or tab.can(user, document)]
    if counted:
        numbers = capped_counts([tab.count(document, user) if tab.count else None for tab in tabs])
    else:
        numbers = ["" if tab.count else None for tab in tabs]
    return [
        ShownTab(tab, reverse(tab.url_name, args=[document.pk]), tab.url_name == active, number)
        for tab, number in zip(tabs, numbers, strict=True)
    ]
