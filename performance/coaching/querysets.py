from __future__ import annotations

from typing import TYPE_CHECKING

from performance.coaching.states import CoachingNoteStatus
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any


class CoachingNoteQuerySet(ScopedQuerySet):
    MATRIX_KEY = "coaching_note"
    OWNER = "rep"

    def open(self) -> Any:
        return self.filter(status=CoachingNoteStatus.OPEN)
