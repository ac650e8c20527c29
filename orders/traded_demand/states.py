"""How the demand for traded goods stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TradedDemandStatus(models.TextChoices):
    REPORTED = "reported", pgettext_lazy("traded demand", "Reported")
    PRICED = "priced", pgettext_lazy("traded demand", "Priced")
    ORDERED = "ordered", pgettext_lazy("traded demand", "Ordered")
    ARRIVED = "arrived", pgettext_lazy("traded demand", "Arrived")
    PROBLEM = "problem", pgettext_lazy("traded demand", "Problem")
    CANCELLED = "cancelled", _("Cancelled")


TRADED_DEMAND_TRANSITIONS: dict[str, list[str]] = {
    TradedDemandStatus.REPORTED: [
        TradedDemandStatus.PRICED,
        TradedDemandStatus.PROBLEM,
        TradedDemandStatus.CANCELLED,
    ],
    TradedDemandStatus.PRICED: [TradedDemandStatus.ORDERED, TradedDemandStatus.PROBLEM, TradedDemandStatus.CANCELLED],
    TradedDemandStatus.ORDERED: [TradedDemandStatus.ARRIVED, TradedDemandStatus.PROBLEM, TradedDemandStatus.CANCELLED],
    # Solved: back to where it stood.
    TradedDemandStatus.PROBLEM: [
        TradedDemandStatus.REPORTED,
        TradedDemandStatus.PRICED,
        TradedDemandStatus.ORDERED,
        TradedDemandStatus.CANCELLED,
    ],
}
