"""How the versions of a policy follow each other, and when it takes effect: pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

LAST_REVISION = 99


def version_order(version: str) -> tuple[str, int]:
    """("A", 10) of "A/10": the edition first, then the revision as a number (DOC-01)."""
    edition, _slash, revision = version.partition("/")
    return edition, int(revision)


def next_version(version: str) -> str:
    """A/1 after A/0; after the last revision of an edition the next edition begins at 0 (DOC-01)."""
    edition, revision = version_order(version)
    if revision < LAST_REVISION or edition == "Z":
        return f"{edition}/{revision + 1}"
    return f"{chr(ord(edition) + 1)}/0"


def takes_effect(effective_on: dt.date | None, day: dt.date) -> bool:
    """Without a date a policy is effective on its publication (004 §1.4: from the day it is published) (DOC-01)."""
    return effective_on is None or effective_on <= day
