"""The tables of this app, room by room."""

from performance.quota.models import Quota

__all__ = [
    "Quota",
]
