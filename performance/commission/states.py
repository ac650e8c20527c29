"""How a commission statement stands, what its lines are, and what may follow."""

from django.db import models
from django.utils.translation import pgettext_lazy


class CommissionStatus(models.TextChoices):
    CALCULATED = "calculated", pgettext_lazy("commission", "Calculated")
    REVIEWED = "reviewed", pgettext_lazy("commission", "Reviewed")
    APPROVED = "approved", pgettext_lazy("commission", "Approved")
    PAID = "paid", pgettext_lazy("commission", "Paid")


class CommissionKind(models.TextChoices):
    COLLECTION = "collection", pgettext_lazy("commission", "Collection")
    NEW_PRODUCT = "new_product", pgettext_lazy("commission", "New product")
    BONUS = "bonus", pgettext_lazy("commission", "Bonus by score")
    CORRECTION = "correction", pgettext_lazy("commission", "Correction")


class LineStanding(models.TextChoices):
    EARNED = "earned", pgettext_lazy("commission", "Earned")
    PENDING_RATE = "pending_rate", pgettext_lazy("commission", "Rate to be decided")
    NOBODY = "nobody", pgettext_lazy("commission", "Nobody was in charge")


class QuestionKind(models.TextChoices):
    DISPUTED = "disputed", pgettext_lazy("commission line", "Disputed")
    HELD = "held", pgettext_lazy("commission line", "Held back")


class QuestionOutcome(models.TextChoices):
    STANDS = "stands", pgettext_lazy("commission line", "It stands as it is")
    CORRECTED = "corrected", pgettext_lazy("commission line", "It is corrected")
    WITHDRAWN = "withdrawn", pgettext_lazy("commission line", "Withdrawn")


# reviewed → calculated: sent back, so that it is computed anew. Nothing leads back from an approved one (PAY-11).
COMMISSION_TRANSITIONS: dict[str, list[str]] = {
    CommissionStatus.CALCULATED: [CommissionStatus.REVIEWED],
    CommissionStatus.REVIEWED: [CommissionStatus.APPROVED, CommissionStatus.CALCULATED],
    CommissionStatus.APPROVED: [CommissionStatus.PAID],
}
CLOSED = (CommissionStatus.APPROVED, CommissionStatus.PAID)
OPEN = (CommissionStatus.CALCULATED, CommissionStatus.REVIEWED)
