"""What a sales report lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence


def missing_parts(problems: str, measures: Sequence[str]) -> list[str]:
    """ANA-06: the deputy manager analyses the problems and proposes measures; a report without measures is not handed in
    (003 (二)2(3))."""
    found = []
    if not problems.strip():
        found.append(_("Say which problems there are."))
    if not any(text.strip() for text in measures):
        found.append(_("Propose at least one measure: what is done, by whom, until when."))
    return found
