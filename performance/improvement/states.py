"""How an improvement proposal stands and what may follow, and what it is about."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ImprovementStatus(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("improvement", "Proposed")
    ACCEPTED = "accepted", pgettext_lazy("improvement", "Accepted")
    REJECTED = "rejected", pgettext_lazy("improvement", "Rejected")


class ImprovementKind(models.TextChoices):
    PRODUCT = "product", pgettext_lazy("improvement", "Product or price")
    MARKETING = "marketing", pgettext_lazy("improvement", "Targeted marketing")
    TARGET = "target", pgettext_lazy("improvement", "Adjustment of targets")


IMPROVEMENT_TRANSITIONS: dict[str, list[str]] = {
    ImprovementStatus.PROPOSED: [ImprovementStatus.ACCEPTED, ImprovementStatus.REJECTED],
}
# The kinds of document that an accepted proposal becomes (ANA-05).
RESULTS = ("price_adjustment", "campaign", "sales_plan_revision")
