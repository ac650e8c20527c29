"""Sales opportunities (销售机会): what a converted lead may buy."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from customers.lead.models import Lead
from customers.opportunity.querysets import OpportunityQuerySet
from customers.opportunity.states import OPPORTUNITY_TRANSITIONS, OpportunityPriority, OpportunityStatus
from customers.potential.models import PotentialCustomer
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import MoneyField
from salesmgmt.core.search import Searchable, search_index


class Opportunity(PotentialCustomer, Searchable, Document):
    """A chance of a sale to one customer; it begins with the conversion of a lead (LEAD-06)."""

    KIND = "opportunity"

    Status = OpportunityStatus
    Priority = OpportunityPriority
    TRANSITIONS = OPPORTUNITY_TRANSITIONS
    REP = "assigned_to"
    EDITABLE = tuple(OPPORTUNITY_TRANSITIONS)
    ENDED = (OpportunityStatus.WON, OpportunityStatus.LOST)
    STEPPER = (
        OpportunityStatus.NEEDS_ANALYSIS,
        OpportunityStatus.SOLUTION,
        OpportunityStatus.QUOTING,
        OpportunityStatus.QUOTED,
        OpportunityStatus.NEGOTIATION,
        OpportunityStatus.WON,
    )
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
    is_complex = models.BooleanField(
        _("complex project"),
        default=False,
        help_text=_("The departments concerned confirm that it can be done before a quote is sent."),
    )
    next_contact_on = models.DateField(_("next contact"), null=True, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="opportunities",
        verbose_name=_("followed by"),
        db_index=False,
    )
    # Given by somebody else, by whom and when: from then the hours of the first contact run (OPP-05).
    assigned_at = models.DateTimeField(_("assigned at"), null=True, editable=False)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("assigned by"),
    )
    contacted_at = models.DateTimeField(_("last contact"), null=True, editable=False)
    priority = models.CharField(_("importance"), max_length=8, choices=Priority, blank=True, editable=False)
    screened_at = models.DateTimeField(_("screened at"), null=True, editable=False)
    screened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("screened by"),
    )
    stage_since = models.DateTimeField(_("in this stage since"), default=timezone.now, editable=False)
    lost_reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        triggers = [status_trigger(OPPORTUNITY_TRANSITIONS)]
        indexes = [
            search_index("customers_opportunity_search"),
            # The pipeline of a rep or of a team, and its funnel.
            models.Index(fields=["assigned_to", "status"], name="opportunity_by_rep"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=OpportunityStatus.LOST) | ~Q(lost_reason=""), name="opportunity_lost_with_reason"
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def responsible(self):
        """The rep who follows it (OPP-05)."""
        return self.assigned_to

    @property
    def takes_milestones(self):
        """Until it is lost (LEAD-08)."""
        return self.status != self.Status.LOST

    @property
    def parties(self):
        contact = self.customer.contacts.first()
        return self.customer.name, contact and f"{contact.name} {contact.phone}"

    @property
    def is_open(self):
        return self.status in self.TRANSITIONS
