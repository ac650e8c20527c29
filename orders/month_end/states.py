"""How a month of the books stands, and what may follow."""

from django.db import models
from django.utils.translation import pgettext_lazy


class MonthStatus(models.TextChoices):
    CLOSED = "closed", pgettext_lazy("month", "Closed")
    SUBMITTED = "submitted", pgettext_lazy("month", "Closed, reopening proposed")
    REOPENED = "reopened", pgettext_lazy("month", "Reopened")


# A month stays closed while its reopening is only proposed; a reopened one is closed again.
MONTH_TRANSITIONS: dict[str, list[str]] = {
    MonthStatus.CLOSED: [MonthStatus.SUBMITTED],
    MonthStatus.SUBMITTED: [MonthStatus.REOPENED, MonthStatus.CLOSED],
    MonthStatus.REOPENED: [MonthStatus.CLOSED],
}
# Nothing is booked into it.
SHUT = (MonthStatus.CLOSED, MonthStatus.SUBMITTED)
