"""How a risk report stands and what may follow."""

from django.db import models
from django.utils.translation import pgettext_lazy


class RiskStatus(models.TextChoices):
    REPORTED = "reported", pgettext_lazy("risk", "Reported")
    ASSESSED = "assessed", pgettext_lazy("risk", "Assessed")
    RESPONDING = "responding", pgettext_lazy("risk", "Being dealt with")
    CLOSED = "closed", pgettext_lazy("risk", "Closed")


class RiskCategory(models.TextChoices):
    CREDIT = "credit", pgettext_lazy("risk", "Credit risk")
    MARKET = "market", pgettext_lazy("risk", "Market risk")
    CONTRACT = "contract", pgettext_lazy("risk", "Contract risk")
    QUALITY = "quality", pgettext_lazy("risk", "Product quality risk")


RISK_TRANSITIONS: dict[str, list[str]] = {
    RiskStatus.REPORTED: [RiskStatus.ASSESSED],
    RiskStatus.ASSESSED: [RiskStatus.RESPONDING, RiskStatus.CLOSED],
    RiskStatus.RESPONDING: [RiskStatus.CLOSED],
}
# Still to be looked at again (RSK-02).
OPEN = (RiskStatus.REPORTED, RiskStatus.ASSESSED, RiskStatus.RESPONDING)
KNOWN = (RiskStatus.ASSESSED, RiskStatus.RESPONDING)
