"""The periods of a bonus, and how an award stands."""

from django.db import models
from django.utils.translation import pgettext_lazy


class BonusPeriod(models.TextChoices):
    MONTH = "month", pgettext_lazy("bonus", "Month")
    YEAR = "year", pgettext_lazy("bonus", "Year")


class AwardStatus(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("award", "Proposed")
    GRANTED = "granted", pgettext_lazy("award", "Granted")
    REFUSED = "refused", pgettext_lazy("award", "Refused")


class AwardKind(models.TextChoices):
    REWARD = "reward", pgettext_lazy("award", "Extra reward")
    PROMOTION = "promotion", pgettext_lazy("award", "Promotion")
    CERTIFICATE = "certificate", pgettext_lazy("award", "Honour certificate")


AWARD_TRANSITIONS: dict[str, list[str]] = {AwardStatus.PROPOSED: [AwardStatus.GRANTED, AwardStatus.REFUSED]}
