from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class SavedAnalysisQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Any:
        """His own, and those that were shared with him."""
        return self.filter(Q(owner=user) | Q(receivers=user)).distinct()

    def of(self, user: User) -> Any:
        return self.filter(owner=user)

    def to_be_sent(self) -> Any:
        return self.filter(is_sent=True, owner__is_active=True)


class SendingQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Any:
        """Who owns the analysis reads what became of each; a receiver what came to him."""
        return self.filter(Q(saved__owner=user) | Q(receiver=user))
