"""How a production stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProductionStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("production", "Planned")
    IN_PRODUCTION = "in_production", _("In production")
    COMPLETED = "completed", _("Completed")
    REWORK = "rework", _("Rework")
    CANCELLED = "cancelled", _("Cancelled")


class ProductionKind(models.TextChoices):
    PRODUCTION = "production", _("Production")
    REPAIR = "repair", pgettext_lazy("production", "Repair")
    TRADED = "traded", _("Traded goods")


PRODUCTION_TRANSITIONS: dict[str, list[str]] = {
    ProductionStatus.PLANNED: [ProductionStatus.IN_PRODUCTION, ProductionStatus.CANCELLED],
    ProductionStatus.IN_PRODUCTION: [ProductionStatus.COMPLETED, ProductionStatus.CANCELLED],
    ProductionStatus.COMPLETED: [ProductionStatus.REWORK],
    ProductionStatus.REWORK: [ProductionStatus.COMPLETED],
}
