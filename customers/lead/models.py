"""Leads (销售线索): who might buy, how we heard of him, who follows up and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer, name_key
from customers.lead.querysets import LeadQuerySet
from customers.lead.states import (
    LEAD_TRANSITIONS,
    LeadActivityKind,
    LeadAssessmentRating,
    LeadChannel,
    LeadSource,
    LeadStatus,
)
from customers.potential.models import PotentialCustomer
from salesmgmt.core.models import Unit
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.phone import PhoneField
from salesmgmt.core.search import Searchable, search_index


class Lead(PotentialCustomer, Searchable, Document):
    """An interest not yet examined. ``created_by`` entered it, ``owner`` follows it up (LEAD-01, LEAD-02).

    A lead whose ``pool_since`` is set lies in the public pool: nobody's, and any rep of its region may claim it
    (docs/adr/0007-public-pool-is-no-status.md).
    """

    KIND = "lead"

    Status = LeadStatus
    Channel = LeadChannel
    Source = LeadSource
    TRANSITIONS = LEAD_TRANSITIONS
    REP = "owner"
    EDITABLE = (LeadStatus.NEW, LeadStatus.ASSIGNED, LeadStatus.CONTACTED, LeadStatus.QUALIFIED)
    ENDED = (LeadStatus.CONVERTED, LeadStatus.DISQUALIFIED)
    STEPPER = (LeadStatus.NEW, LeadStatus.ASSIGNED, LeadStatus.CONTACTED, LeadStatus.QUALIFIED, LeadStatus.CONVERTED)
    SEARCH_FIELDS = ("company", "number", "contact_name", "phone", "email")

    status = StatusField(Status)
    company = models.CharField(_("company"), max_length=120)
    name_key = models.CharField(max_length=120, editable=False, db_index=True, default="")
    contact_name = models.CharField(_("contact"), max_length=40)
    phone = PhoneField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.OFFLINE)
    source = models.CharField(_("source"), max_length=20, choices=Source)
    campaign = models.CharField(_("campaign"), max_length=80, blank=True)
    need = models.TextField(_("need"), blank=True)
    region = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="leads",
        verbose_name=_("responsible rep"),
        db_index=False,
    )
    is_priority = models.BooleanField(_("priority target"), default=False, editable=False)
    assigned_at = models.DateTimeField(_("assigned at"), null=True, blank=True, editable=False)
    first_contact_at = models.DateTimeField(_("first contact"), null=True, blank=True, editable=False)
    last_activity_at = models.DateTimeField(_("last activity"), null=True, blank=True, editable=False)
    first_contact_overdue = models.BooleanField(_("first contact overdue"), default=False, editable=False)
    # Set by the daily job: no activity since then, and the day on which the lead goes to the public pool.
    idle_since = models.DateTimeField(_("idle since"), null=True, blank=True, editable=False)
    recycle_on = models.DateField(_("to the public pool on"), null=True, blank=True, editable=False)
    pool_since = models.DateTimeField(_("in the public pool since"), null=True, blank=True, editable=False)
    disqualified_reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)
    customer = models.ForeignKey(
        Customer,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="leads",
        verbose_name=_("became the customer"),
    )
    # An inquiry of a firm that has a file already: it goes to the firm's rep and never opens a second one (SVC-06).
    known_customer = models.ForeignKey(
        Customer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inquiries",
        verbose_name=_("existing customer"),
        help_text=_("The inquiry goes to the responsible rep."),
    )

    objects = LeadQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        triggers = [status_trigger(LEAD_TRANSITIONS)]
        indexes = [
            # The leads of a campaign, whatever the case of its name (MKT-05).
            models.Index(Upper("campaign"), name="lead_by_campaign"),
            search_index("customers_lead_search"),
            # A rep's open leads.
            models.Index(fields=["owner", "status"], name="lead_by_owner"),
            # The public pool of a region.
            models.Index(fields=["region"], condition=Q(pool_since__isnull=False), name="lead_pool"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=LeadStatus.DISQUALIFIED) | ~Q(disqualified_reason=""),
                name="lead_disqualified_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(status=LeadStatus.CONVERTED, customer__isnull=False)
                | (~Q(status=LeadStatus.CONVERTED) & Q(customer__isnull=True)),
                name="lead_converted_has_customer",
            ),
            # LEAD-01, LEAD-07: channels can only be compared where every lead names its source.
            models.CheckConstraint(condition=~Q(source=""), name="lead_names_its_source"),
            models.CheckConstraint(
                condition=Q(pool_since__isnull=True)
                | Q(owner__isnull=True, region__isnull=False, status__in=[LeadStatus.ASSIGNED, LeadStatus.CONTACTED]),
                name="lead_in_pool_is_nobodys",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.company}"

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is None or "company" in update_fields:
            self.name_key = name_key(self.company)
            update_fields = None if update_fields is None else {*update_fields, "name_key"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def responsible(self):
        return self.owner

    @property
    def title(self):
        return self.company

    @property
    def takes_milestones(self):
        """Somebody was spoken to, and it was not yet converted or dropped (LEAD-08)."""
        return self.status in (self.Status.CONTACTED, self.Status.QUALIFIED)

    @property
    def parties(self):
        return self.company, f"{self.contact_name} {self.phone}"

    @property
    def touched_at(self):
        """The last sign of life: an activity, the assignment, at least the entry (LEAD-04)."""
        return max(filter(None, (self.last_activity_at, self.assigned_at, self.created_at)))


class LeadActivity(models.Model):
    """A call, message, meeting or note of the follow-up (LEAD-03)."""

    Kind = LeadActivityKind

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="activities")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    summary = models.TextField(_("summary"))

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")

    def __str__(self):
        return self.summary[:60]


class LeadAssignment(models.Model):
    """Who gave the lead to whom (LEAD-02)."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="assignments")
    from_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("previous rep")
    )
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("new rep"))
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    at = models.DateTimeField(_("date"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("lead assignment")
        verbose_name_plural = _("lead assignments")

    def __str__(self):
        return f"{self.lead}: {self.to_user}"


class LeadAssessment(models.Model):
    """Four looks at a possible customer and the conclusion (LEAD-05, 000 三(一)2)."""

    Rating = LeadAssessmentRating

    ASPECTS = ("size", "purchasing_power", "credit_standing", "willingness")

    lead = models.OneToOneField(Lead, models.CASCADE, related_name="assessment")
    size = models.CharField(_("company size"), max_length=8, choices=Rating, blank=True)
    purchasing_power = models.CharField(_("purchasing power"), max_length=8, choices=Rating, blank=True)
    credit_standing = models.CharField(_("credit standing"), max_length=8, choices=Rating, blank=True)
    willingness = models.CharField(_("willingness to cooperate"), max_length=8, choices=Rating, blank=True)
    conclusion = models.TextField(_("conclusion"), blank=True)

    class Meta:
        verbose_name = _("lead assessment")
        verbose_name_plural = _("lead assessments")

    def __str__(self):
        return str(self.lead)
