"""Which periods there are, and in what a metric is counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PeriodKind(models.TextChoices):
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    YEAR = "year", _("Year")


class MetricUnit(models.TextChoices):
    MONEY = "money", pgettext_lazy("metric", "Yuan")
    PERCENT = "percent", pgettext_lazy("metric", "Per cent")
    COUNT = "count", pgettext_lazy("metric", "Number")


class KeptSum(models.TextChoices):
    """What is kept by month and person (performance.metric.by_person)."""

    COLLECTED = "collected", pgettext_lazy("metric", "Collected")
    ORDERED = "ordered", pgettext_lazy("metric", "Ordered")
