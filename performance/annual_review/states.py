"""The five annual indicators, how each stands, and how the check of a year stands."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ReviewStatus(models.TextChoices):
    COMPUTED = "computed", pgettext_lazy("annual check", "Computed")
    CONFIRMED = "confirmed", pgettext_lazy("annual check", "Confirmed")


class Indicator(models.TextChoices):
    COLLECTION = "collection", pgettext_lazy("annual check", "Collection of the year against the quota")
    RECEIVABLE = "receivable", pgettext_lazy("annual check", "Receivables to goods dispatched")
    LOSS = "loss", pgettext_lazy("annual check", "Losses of goods payment")
    BAD_DEBT = "bad_debt", pgettext_lazy("annual check", "Doubtful and bad accounts")
    WARNING_LINE = "warning_line", pgettext_lazy("annual check", "Customers above the warning line")


REVIEW_TRANSITIONS: dict[str, list[str]] = {ReviewStatus.COMPUTED: [ReviewStatus.CONFIRMED]}
