"""Market intelligence: what a rep hears of customers, market and competitors (RSH-02)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.customer.models import Customer
from customers.intelligence.querysets import IntelligenceQuerySet
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.search import Searchable, search_index

INTELLIGENCE_TRANSITIONS = {"reported": ["read"], "read": ["used"]}


class MarketIntelligence(Searchable, Document):
    """A single item; ``created_by`` reports it to his manager."""

    KIND = "intelligence"

    class Status(models.TextChoices):
        REPORTED = "reported", pgettext_lazy("intelligence", "Reported")
        READ = "read", _("Read")
        USED = "used", _("Used")

    class Topic(models.TextChoices):
        CUSTOMER = "customer", _("Customer")
        MARKET = "market", _("Market")
        COMPETITOR = "competitor", _("Competitor")
        PRICE = "price", _("Price")
        POLICY = "policy", _("Policy and industry")
        OTHER = "other", pgettext_lazy("topic", "Other")

    TRANSITIONS = INTELLIGENCE_TRANSITIONS
    EDITABLE = ("reported",)
    STEPPER = ("reported", "read", "used")
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
        triggers = [status_trigger(INTELLIGENCE_TRANSITIONS)]
        indexes = [search_index("customers_intelligence_search")]
        constraints = [
            models.CheckConstraint(condition=~Q(status="used") | ~Q(use=""), name="intelligence_used_says_for_what"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def responsible(self):
        return self.created_by
