"""What an accepted proposal becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from performance.improvement.states import RESULTS

if TYPE_CHECKING:
    from typing import Any


def the_one(named: dict[str, Any]) -> Any:
    """ANA-05: an accepted proposal links to one price adjustment, campaign or revision of the sales plan: the one that is
    named; None where there is none, or more than one (001 六(三))."""
    found = [document for kind, document in named.items() if document is not None and kind in RESULTS]
    return found[0] if len(found) == 1 else None


def problem_of(named: dict[str, Any]) -> str:
    """Why the proposal cannot be accepted with these; nothing where it can."""
    if the_one(named) is not None:
        return ""
    if any(document is not None for document in named.values()):
        return _("Name one document only: the price adjustment, the campaign or the revision of the plan.")
    return _("Name what carries it out: a price adjustment, a campaign or a revision of the sales plan.")
