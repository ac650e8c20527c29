"""How a contract template stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContractTemplateStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_FORCE = "in_force", _("In force")
    RETIRED = "retired", _("Retired")
    DISCARDED = "discarded", _("Discarded")


CONTRACT_TEMPLATE_TRANSITIONS: dict[str, list[str]] = {
    ContractTemplateStatus.DRAFT: [ContractTemplateStatus.IN_FORCE, ContractTemplateStatus.DISCARDED],
    # Back where no contract was drafted from it: the version before is in force again.
    ContractTemplateStatus.IN_FORCE: [ContractTemplateStatus.RETIRED, ContractTemplateStatus.DRAFT],
    ContractTemplateStatus.RETIRED: [ContractTemplateStatus.IN_FORCE],
}
