"""How a stock count stands and what may follow."""

from django.db import models
from django.utils.translation import pgettext_lazy


class StockCountStatus(models.TextChoices):
    COUNTED = "counted", pgettext_lazy("stock count", "To be approved")
    POSTED = "posted", pgettext_lazy("stock count", "Posted")
    REJECTED = "rejected", pgettext_lazy("stock count", "Rejected")


STOCK_COUNT_TRANSITIONS: dict[str, list[str]] = {
    StockCountStatus.COUNTED: [StockCountStatus.POSTED, StockCountStatus.REJECTED],
}
