"""Complaints (客户投诉): registered at once, handled within 24 or 48 hours, confirmed by the customer (004 §7.8)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from customers.complaint.querysets import ComplaintQuerySet
from customers.complaint.states import (
    COMPLAINT_TRANSITIONS,
    ComplaintChannel,
    ComplaintSeverity,
    ComplaintStatus,
)
from customers.complaint_cause.models import ComplaintCause
from customers.complaint_clock.states import ComplaintSLA
from customers.customer.models import Customer
from customers.subject.models import AboutOrder, AboutProduct
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.phone import PhoneField
from salesmgmt.core.search import Searchable, search_index


class Complaint(Searchable, AboutProduct, AboutOrder, Document):
    """One complaint of one customer, with the clock that started when it was received (CMP-01, CMP-02)."""

    KIND = "complaint"

    Status = ComplaintStatus
    Channel = ComplaintChannel
    Severity = ComplaintSeverity
    SLA = ComplaintSLA
    TRANSITIONS = COMPLAINT_TRANSITIONS
    EDITABLE = (ComplaintStatus.REGISTERED, ComplaintStatus.INVESTIGATING, ComplaintStatus.SOLUTION_PROPOSED)
    ENDED = (ComplaintStatus.CLOSED,)
    STEPPER = (
        ComplaintStatus.REGISTERED,
        ComplaintStatus.INVESTIGATING,
        ComplaintStatus.SOLUTION_PROPOSED,
        ComplaintStatus.RESOLVED,
        ComplaintStatus.CUSTOMER_CONFIRMED,
        ComplaintStatus.CLOSED,
    )
    SEARCH_FIELDS = ("number", "content", "contact_name", "contact_phone")
    ATTACHMENT_KINDS = (("photo", _("Photo")), ("report", _("Report")), ("letter", _("Letter of the customer")))

    status = StatusField(Status)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="complaints", verbose_name=_("customer"))
    # Responsible when it was registered: a later change of hands moves no points (CMP-07).
    rep = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("responsible rep at registration"),
        db_index=False,
    )
    channel = models.CharField(_("complaint channel"), max_length=10, choices=Channel)
    content = models.TextField(_("what the customer complains about"))
    received_at = models.DateTimeField(_("received at"))
    contact_name = models.CharField(_("contact"), max_length=40)
    contact_phone = PhoneField(_("telephone"), max_length=60)
    severity = models.CharField(_("severity"), max_length=8, choices=Severity, default=Severity.GENERAL, editable=False)
    severity_set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("severity set by"),
    )
    # As it was at registration (CUS-10): a customer that moves changes no running clock.
    location_type = models.CharField(_("location"), max_length=8, choices=Customer.Location, editable=False)
    half_time_at = models.DateTimeField(_("half time"), editable=False)
    deadline_at = models.DateTimeField(_("deadline"), editable=False)
    sla_state = models.CharField(_("clock"), max_length=8, choices=SLA, default=SLA.RUNNING, editable=False)
    first_reply_at = models.DateTimeField(_("first reply"), null=True, editable=False)
    handled_at = models.DateTimeField(_("handled at"), null=True, editable=False)
    half_time_told_at = models.DateTimeField(_("half-time reminder sent at"), null=True, editable=False)
    deadline_told_at = models.DateTimeField(_("deadline reminder sent at"), null=True, editable=False)
    escalated_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("escalated to"),
    )
    cause = models.ForeignKey(
        ComplaintCause, models.PROTECT, null=True, blank=True, related_name="complaints", verbose_name=_("root cause")
    )
    cause_text = models.TextField(_("cause"), blank=True)
    solution = models.TextField(_("solution"), blank=True)
    resolution = models.TextField(_("carried out and reported"), blank=True, editable=False)
    confirmed_by = models.CharField(_("confirmed by"), max_length=40, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    satisfied = models.BooleanField(_("customer satisfied"), null=True, editable=False)
    reopened = models.PositiveSmallIntegerField(_("reopened"), default=0, editable=False)
    summary = models.TextField(_("summary"), blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        triggers = [status_trigger(COMPLAINT_TRANSITIONS)]
        indexes = [
            search_index("customers_complaint_search"),
            # J01 asks every quarter of an hour which clocks run.
            models.Index(fields=["half_time_at"], condition=Q(handled_at__isnull=True), name="complaint_clock_runs"),
            # The monthly summary and the deduction of a period.
            models.Index(fields=["closed_at"], name="complaint_by_closing"),
            models.Index(fields=["rep", "confirmed_at"], name="complaint_by_rep"),
        ]
        constraints = [
            # CMP-01: content, time and contact, whoever writes the row.
            models.CheckConstraint(
                condition=~Q(content="") & ~Q(contact_name="") & ~Q(contact_phone=""), name="complaint_is_complete"
            ),
            models.CheckConstraint(
                condition=Q(deadline_at__gt=F("received_at"), half_time_at__gte=F("received_at")),
                name="complaint_deadline_after_receipt",
            ),
            # CMP-03, CMP-04
            models.CheckConstraint(
                condition=Q(
                    status__in=[ComplaintStatus.RECEIVED, ComplaintStatus.REGISTERED, ComplaintStatus.INVESTIGATING]
                )
                | (~Q(cause_text="") & ~Q(solution="")),
                name="complaint_solution_has_cause",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ComplaintStatus.CUSTOMER_CONFIRMED, ComplaintStatus.CLOSED])
                | (Q(satisfied=True, confirmed_at__isnull=False) & ~Q(confirmed_by="")),
                name="complaint_closed_after_confirmation",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def title(self):
        return f"{self.number} {self.customer}"
