"""How a piece of market intelligence stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MarketIntelligenceStatus(models.TextChoices):
    REPORTED = "reported", pgettext_lazy("intelligence", "Reported")
    READ = "read", _("Read")
    USED = "used", _("Used")


class MarketIntelligenceTopic(models.TextChoices):
    CUSTOMER = "customer", _("Customer")
    MARKET = "market", _("Market")
    COMPETITOR = "competitor", _("Competitor")
    PRICE = "price", _("Price")
    POLICY = "policy", _("Policy and industry")
    OTHER = "other", pgettext_lazy("topic", "Other")


MARKET_INTELLIGENCE_TRANSITIONS: dict[str, list[str]] = {
    MarketIntelligenceStatus.REPORTED: [MarketIntelligenceStatus.READ],
    MarketIntelligenceStatus.READ: [MarketIntelligenceStatus.USED],
}
