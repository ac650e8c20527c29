from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.saved_analysis.models import SavedAnalysis
    from salesmgmt.core.models import User


@because(pgettext_lazy("saved analysis", "A saved analysis is changed by the person who saved it."))
def can_keep(user: User, saved: SavedAnalysis) -> bool:
    return saved.owner_id == user.pk
