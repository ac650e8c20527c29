"""The exceptions of the domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

if TYPE_CHECKING:
    from typing import Any

__all__ = ["BusinessError", "PermissionDenied", "Withheld"]


class BusinessError(Exception):
    """A rule refuses. Its text is written for the user and is shown to him with HTTP 409."""

    status = 409

    def __init__(self, message: Any, *, link: str = "", remains: Any = None) -> None:
        super().__init__(message)
        self.message = message
        # Where the user can do something about it (QUO-08: "with a link to the evaluation report").
        self.link = link
        # Called without arguments when everything the refused act wrote has been undone: what is to be known of it.
        self.remains = remains

    def __str__(self) -> str:
        return str(self.message)


class Withheld(BusinessError, PermissionDenied):
    """A rule keeps from this person what somebody above him may decide: HTTP 403, and the reason in full (SUP-04)."""

    status = 403
