"""Market intelligence: what a rep hears of customers, market and competitors (RSH-02)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from customers.intelligence.querysets import IntelligenceQuerySet
from customers.intelligence.states import (
    MARKET_INTELLIGENCE_TRANSITIONS,
    MarketIntelligenceStatus,
    MarketIntelligenceTopic,
)
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.search import Searchable, search_index


class MarketIntelligence(Searchable, Document):
    """A single item; ``created_by`` reports it to his manager."""

    KIND = "intelligence"

    Status = MarketIntelligenceStatus
    Topic = MarketIntelligenceTopic
    TRANSITIONS = MARKET_INTELLIGENCE_TRANSITIONS
    EDITABLE = (MarketIntelligenceStatus.REPORTED,)
    STEPPER = (MarketIntelligenceStatus.REPORTED, MarketIntelligenceStatus.READ, MarketIntelligenceStatus.USED)
    SEARCH_FIELDS = ("title", "number", "competitor")

    status = StatusField(Status)
    topic = models.CharField(_("kind of intelligence"), max_length=12, choices=Topic)
    title = models.CharField(_("subject"), max_length=120)
    competitor = models.CharField(_("competitor"), max_length=80, blank=True)
    customer = models.ForeignKey(
        Customer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("customer")
    )
    content = models.TextField(_("content"))
    source = models.CharField(_("where it comes from"), max_length=120)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("read by"),
    )
    read_at = models.DateTimeField(_("read at"), null=True, editable=False)
    use = models.TextField(_("what it was used for"), blank=True, editable=False)

    objects = IntelligenceQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("market intelligence")
        verbose_name_plural = _("market intelligence")
        triggers = [status_trigger(MARKET_INTELLIGENCE_TRANSITIONS)]
        indexes = [search_index("customers_intelligence_search")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=MarketIntelligenceStatus.USED) | ~Q(use=""), name="intelligence_used_says_for_what"
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def responsible(self):
        return self.created_by
