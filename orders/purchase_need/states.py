"""How a purchase need stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PurchaseNeedStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("purchase need", "To be ordered")
    ORDERED = "ordered", pgettext_lazy("purchase need", "Ordered")
    ARRIVED = "arrived", pgettext_lazy("purchase need", "Arrived")
    CANCELLED = "cancelled", _("Cancelled")


PURCHASE_NEED_TRANSITIONS: dict[str, list[str]] = {
    PurchaseNeedStatus.OPEN: [PurchaseNeedStatus.ORDERED, PurchaseNeedStatus.CANCELLED],
    PurchaseNeedStatus.ORDERED: [PurchaseNeedStatus.ARRIVED, PurchaseNeedStatus.CANCELLED],
}
