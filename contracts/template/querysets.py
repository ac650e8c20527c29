from django.db import models

from contracts.template.states import ContractTemplateStatus
from salesmgmt.core.permissions import may_at_all


class ContractTemplateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody who reads contracts in any scope reads the model they are drafted from."""
        return self if may_at_all(user, "contract", "R") else self.none()

    def in_force(self):
        """The template from which contracts are drafted today, newest first."""
        return self.filter(status=ContractTemplateStatus.IN_FORCE).order_by("-version")
