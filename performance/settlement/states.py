"""How an annual settlement stands and what may follow."""

from django.db import models
from django.utils.translation import pgettext_lazy


class SettlementStatus(models.TextChoices):
    COMPUTED = "computed", pgettext_lazy("settlement", "Computed")
    APPROVED = "approved", pgettext_lazy("settlement", "Approved")
    PAID = "paid", pgettext_lazy("settlement", "Paid")


SETTLEMENT_TRANSITIONS: dict[str, list[str]] = {
    SettlementStatus.COMPUTED: [SettlementStatus.APPROVED],
    SettlementStatus.APPROVED: [SettlementStatus.PAID],
}
