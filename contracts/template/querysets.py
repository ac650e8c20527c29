from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from contracts.template.states import ContractTemplateStatus
from salesmgmt.core.permissions import may_at_all

if TYPE_CHECKING:
    from salesmgmt.core.models import User


class ContractTemplateQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> ContractTemplateQuerySet:
        """Everybody who reads contracts in any scope reads the model they are drafted from."""
        return self if may_at_all(user, "contract", "R") else self.none()

    def in_force(self) -> ContractTemplateQuerySet:
        """The template from which contracts are drafted today, newest first."""
        return self.filter(status=ContractTemplateStatus.IN_FORCE).order_by("-version")
