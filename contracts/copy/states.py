"""What the fields of a contract copy may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DocumentIssueKind(models.TextChoices):
    TECHNICAL = "technical", _("Technical documents")
    QUALITY = "quality", _("Quality documents")


class ContractCopyHolder(models.TextChoices):
    SALES = "sales", pgettext_lazy("holder of a copy", "Sales department")
    FINANCE = "finance", _("Finance")
    TECHNICAL = "technical", _("Technical department")
    QUALITY = "quality", _("Quality department")
    PRODUCTION = "production", _("Production department")
    LEGAL = "legal", _("Legal")
    CONTRACTS = "contracts", _("Contract management")
    WAREHOUSE = "warehouse", _("Warehouse")


class ContractCopyKind(models.TextChoices):
    ORIGINAL = "original", pgettext_lazy("contract", "Original")
    COPY = "copy", pgettext_lazy("contract", "Copy")
