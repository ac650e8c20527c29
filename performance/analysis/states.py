"""By what a measure is split, and over which months."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Split(models.TextChoices):
    MONTH = "month", pgettext_lazy("analysis", "By month")
    PRODUCT = "product", pgettext_lazy("analysis", "By product")
    CATEGORY = "category", pgettext_lazy("analysis", "By product category")
    REGION = "region", pgettext_lazy("analysis", "By region")
    TEAM = "team", pgettext_lazy("analysis", "By team")
    REP = "rep", pgettext_lazy("analysis", "By representative")
    CUSTOMER = "customer", pgettext_lazy("analysis", "By customer")
    SEGMENT = "segment", pgettext_lazy("analysis", "By customer class")
    GRADE = "grade", pgettext_lazy("analysis", "By credit grade")
    CHANNEL = "channel", pgettext_lazy("analysis", "By channel")


class Range(models.TextChoices):
    """Relative to today, so that a saved view stays right."""

    THIRTEEN = "13m", pgettext_lazy("analysis", "the last 13 months")
    FIVE_YEARS = "5y", pgettext_lazy("analysis", "the last 5 years")
    THIS_MONTH = "this_month", pgettext_lazy("analysis", "this month")
    LAST_MONTH = "last_month", pgettext_lazy("analysis", "last month")
    THIS_QUARTER = "this_quarter", pgettext_lazy("analysis", "this quarter")
    LAST_QUARTER = "last_quarter", pgettext_lazy("analysis", "last quarter")
    THIS_YEAR = "this_year", pgettext_lazy("analysis", "this year")
    LAST_YEAR = "last_year", pgettext_lazy("analysis", "last year")


# Whose rows they are is told by the person in charge on the day.
BY_PERSON = (Split.REGION, Split.TEAM, Split.REP)
BY_PRODUCT = (Split.PRODUCT, Split.CATEGORY)
BY_CUSTOMER = (Split.CUSTOMER, Split.SEGMENT, Split.GRADE, Split.CHANNEL)
