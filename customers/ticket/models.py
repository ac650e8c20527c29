"""Service tickets (售后服务单): a request, somebody who takes it, on site or remote (SVC-03)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from customers.service.models import ServiceTeam
from customers.subject.models import AboutOrder, AboutProduct
from customers.ticket.querysets import TicketQuerySet
from customers.ticket.states import (
    SERVICE_TICKET_TRANSITIONS,
    ServiceTicketMode,
    ServiceTicketNeed,
    ServiceTicketStatus,
    ServiceTicketWarranty,
)
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.phone import PhoneField
from salesmgmt.core.search import Searchable, search_index


class ServiceTicket(Searchable, AboutProduct, AboutOrder, Document):
    """A request for service of one customer, from the call to his confirmation."""

    KIND = "ticket"

    Status = ServiceTicketStatus
    Mode = ServiceTicketMode
    Need = ServiceTicketNeed
    Warranty = ServiceTicketWarranty
    TRANSITIONS = SERVICE_TICKET_TRANSITIONS
    EDITABLE = (
        ServiceTicketStatus.NEW,
        ServiceTicketStatus.ASSIGNED,
        ServiceTicketStatus.ON_SITE,
        ServiceTicketStatus.REMOTE,
    )
    ENDED = (ServiceTicketStatus.CLOSED,)
    SEARCH_FIELDS = ("number", "need", "contact_name", "contact_phone")
    ATTACHMENT_KINDS = (("photo", _("Photo")), ("report", _("Service report")))

    status = StatusField(Status)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="tickets", verbose_name=_("customer"))
    kind = models.CharField(_("kind of service"), max_length=14, choices=Need, default=Need.REPAIR)
    need = models.TextField(_("what is needed"))
    contact_name = models.CharField(_("contact"), max_length=40, blank=True)
    contact_phone = PhoneField(_("telephone"), max_length=60, blank=True)
    place = models.CharField(_("place of use"), max_length=200, blank=True)
    opened_at = models.DateTimeField(_("opened at"), editable=False)
    contract_number = models.CharField(_("contract"), max_length=40, blank=True)
    accepted_on = models.DateField(
        _("goods accepted on"),
        null=True,
        blank=True,
        help_text=_("Empty: the day of acceptance that the order knows."),
    )
    warranty = models.CharField(_("warranty"), max_length=8, choices=Warranty, default=Warranty.UNKNOWN, editable=False)
    warranty_until = models.DateField(_("warranty until"), null=True, editable=False)
    team = models.ForeignKey(
        ServiceTeam, models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name=_("service team")
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="service_tickets",
        verbose_name=_("assigned to"),
        db_index=False,
    )
    assigned_at = models.DateTimeField(_("assigned at"), null=True, editable=False)
    # The assignee did not know this class of products when he was chosen (SVC-02).
    lacks_skill = models.BooleanField(_("without the skill"), default=False, editable=False)
    mode = models.CharField(_("way of service"), max_length=8, choices=Mode, blank=True, editable=False)
    resolution = models.TextField(_("what was done"), blank=True, editable=False)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, editable=False)
    confirmed_by = models.CharField(_("confirmed by"), max_length=40, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    satisfied = models.BooleanField(_("customer satisfied"), null=True, editable=False)
    alerted_at = models.DateTimeField(_("reminded at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)

    objects = TicketQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("service ticket")
        verbose_name_plural = _("service tickets")
        triggers = [status_trigger(SERVICE_TICKET_TRANSITIONS)]
        indexes = [
            search_index("customers_ticket_search"),
            # J04 asks every hour what nobody has taken.
            models.Index(fields=["opened_at"], condition=Q(status=ServiceTicketStatus.NEW), name="ticket_unassigned"),
            models.Index(fields=["assignee", "status"], name="ticket_by_assignee"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(need=""), name="ticket_says_what_is_needed"),
            models.CheckConstraint(
                condition=Q(status=ServiceTicketStatus.NEW) | Q(assignee__isnull=False),
                name="ticket_assigned_to_somebody",
            ),
            # SVC-03: on site or remote before it is resolved.
            models.CheckConstraint(
                condition=~Q(
                    status__in=[ServiceTicketStatus.RESOLVED, ServiceTicketStatus.CONFIRMED, ServiceTicketStatus.CLOSED]
                )
                | (~Q(mode="") & ~Q(resolution="")),
                name="ticket_resolved_in_a_mode",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def title(self):
        return f"{self.number} {self.customer}"

    @property
    def STEPPER(self):
        """The road with the way of service that was chosen."""
        way = self.Mode.REMOTE if self.mode == self.Mode.REMOTE else self.Mode.ON_SITE
        return (
            ServiceTicketStatus.NEW,
            ServiceTicketStatus.ASSIGNED,
            str(way),
            ServiceTicketStatus.RESOLVED,
            ServiceTicketStatus.CONFIRMED,
            ServiceTicketStatus.CLOSED,
        )
