"""The kinds of annex."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContractAnnexKind(models.TextChoices):
    TECHNICAL_AGREEMENT = "technical_agreement", _("Technical agreement")
    QUALITY_AGREEMENT = "quality_agreement", _("Quality assurance agreement")
    INSPECTION_STANDARD = "outgoing_inspection_standard", _("Outgoing inspection standard")
    OTHER = "other", _("Other annex")
