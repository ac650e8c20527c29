"""How an alert stands, what may follow, and what a rule watches."""

from django.db import models
from django.utils.translation import pgettext_lazy


class AlertStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("alert", "Open")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("alert", "Being dealt with")
    CLOSED = "closed", pgettext_lazy("alert", "Closed")


class AlertCause(models.TextChoices):
    OVERDUE = "overdue", pgettext_lazy("alert", "Long overdue")
    NEAR_LINE = "near_line", pgettext_lazy("alert", "Near the warning line")
    OVER_LINE = "over_line", pgettext_lazy("alert", "Over the warning line")
    GRADE_DROP = "grade_drop", pgettext_lazy("alert", "Grade fallen")
    NO_ORIGINAL = "no_original", pgettext_lazy("alert", "Contract without original")
    LATE_PRODUCTION = "late_production", pgettext_lazy("alert", "Late production")
    ONE_CUSTOMER = "one_customer", pgettext_lazy("alert", "Dependence on one customer")
    COMPLAINTS = "complaints", pgettext_lazy("alert", "Many complaints")


ALERT_TRANSITIONS: dict[str, list[str]] = {
    AlertStatus.OPEN: [AlertStatus.ACKNOWLEDGED, AlertStatus.CLOSED],
    AlertStatus.ACKNOWLEDGED: [AlertStatus.CLOSED],
}
# Still to be dealt with.
RUNNING = (AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED)
# What finance reads: the alerts about money that customers owe.
OF_CREDIT = (AlertCause.OVERDUE, AlertCause.NEAR_LINE, AlertCause.OVER_LINE, AlertCause.GRADE_DROP)
# The thresholds of these stand in the register of settings: SET-54 and SET-12, and the line itself.
BY_SETTING = (AlertCause.OVERDUE, AlertCause.NEAR_LINE, AlertCause.OVER_LINE)
# Either so or not: there is nothing to be measured.
YES_OR_NO = (AlertCause.GRADE_DROP, AlertCause.NO_ORIGINAL)
# Looked at over so many months back.
OVER_MONTHS = (AlertCause.ONE_CUSTOMER, AlertCause.COMPLAINTS)
# cause: threshold, where it ends, months looked back at, from how many cases on. What no source gives (†).
FIRST_RULES: dict = {
    AlertCause.OVERDUE: (None, None, None, None),
    AlertCause.NEAR_LINE: (None, 75, None, None),
    AlertCause.OVER_LINE: (None, 95, None, None),
    AlertCause.GRADE_DROP: (None, None, None, None),
    AlertCause.NO_ORIGINAL: (None, None, None, None),
    AlertCause.LATE_PRODUCTION: (3, None, None, None),
    AlertCause.ONE_CUSTOMER: (30, 28, 12, None),
    AlertCause.COMPLAINTS: (10, 8, 3, 2),
}
