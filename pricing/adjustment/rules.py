"""What a proposal must say before it goes to the manager. Pure; the callers fetch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pricing.adjustment.states import Extent, Scope

if TYPE_CHECKING:
    from pricing.adjustment.models import PriceAdjustment

# More rules than this would be asked for every line of every quote.
MOST_RULES = 500


def missing_parts(adjustment: PriceAdjustment) -> list[str]:
    """Which of reason, extent, scope and expected impact the proposal lacks, in words (PRC-07, 000 五(三)1)."""
    parts = (
        (adjustment.reason.strip(), _("reason")),
        (has_extent(adjustment), _("extent")),
        (has_scope(adjustment), _("scope")),
        (adjustment.expected_impact.strip(), _("expected impact")),
    )
    return [str(name) for said, name in parts if not said]


def has_extent(adjustment: PriceAdjustment) -> bool:
    """Per cent and amount need their figure; no move at all is none."""
    return adjustment.extent == Extent.OWN or bool(adjustment.extent and adjustment.extent_value)


def has_scope(adjustment: PriceAdjustment) -> bool:
    return bool(adjustment.scope) and (adjustment.scope != Scope.CATEGORY or adjustment.category_id is not None)
