"""Sales opportunities (销售机会): what a converted lead may buy."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.models.customer import Customer
from customers.models.lead import Lead
from customers.models.potential import PotentialCustomer
from customers.querysets.opportunity import OpportunityQuerySet
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import MoneyField
from salesmgmt.core.search import Searchable, search_index

OPPORTUNITY_TRANSITIONS = {
    "needs_analysis": ["solution", "lost"],
    "solution": ["quoting", "solution", "lost"],
    "quoting": ["quoted", "lost"],
    "quoted": ["negotiation", "won", "lost"],
    "negotiation": ["quoting", "won", "lost"],
}


class Opportunity(PotentialCustomer, Searchable, Document):
    """A chance of a sale to one customer; it begins with the conversion of a lead (LEAD-06)."""

    KIND = "opportunity"

    class Status(models.TextChoices):
        NEEDS_ANALYSIS = "needs_analysis", _("Needs analysis")
        SOLUTION = "solution", _("Solution")
        QUOTING = "quoting", _("Quoting")
        QUOTED = "quoted", _("Quoted")
        NEGOTIATION = "negotiation", _("Negotiation")
        WON = "won", _("Won")
        LOST = "lost", _("Lost")

    TRANSITIONS = OPPORTUNITY_TRANSITIONS
    EDITABLE = tuple(OPPORTUNITY_TRANSITIONS)
    STEPPER = ("needs_analysis", "solution", "quoting", "quoted", "negotiation", "won")
    SEARCH_FIELDS = ("title", "number", "customer__name")

    status = StatusField(Status)
    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="opportunities", verbose_name=_("customer"), editable=False
    )
    lead = models.OneToOneField(
        Lead, models.PROTECT, null=True, editable=False, related_name="opportunity", verbose_name=_("lead")
    )
    title = models.CharField(_("subject"), max_length=120)
    need = models.TextField(_("need"), blank=True)
    expected_amount = MoneyField(_("expected amount"), null=True, blank=True)
    expected_on = models.DateField(_("expected decision"), null=True, blank=True)
    lost_reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        triggers = [status_trigger(OPPORTUNITY_TRANSITIONS)]
        indexes = [search_index("customers_opportunity_search")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="lost") | ~Q(lost_reason=""), name="opportunity_lost_with_reason"
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"
