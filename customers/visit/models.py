"""Visits to customers (客户拜访): planned, agreed with the customer, held, reported."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.category.models import ProductCategory
from customers.contact.models import Contact
from customers.customer.models import Customer
from customers.visit.querysets import VisitQuerySet
from customers.visit.states import VISIT_TRANSITIONS, VisitStatus
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.search import Searchable, search_index


class Visit(Searchable, Document):
    """One visit of one person to one customer; ``visitor`` is kept by name whoever is responsible later (VIS-04)."""

    KIND = "visit"

    Status = VisitStatus
    TRANSITIONS = VISIT_TRANSITIONS
    EDITABLE = (VisitStatus.PLANNED, VisitStatus.APPOINTED)
    ENDED = (VisitStatus.REPORTED, VisitStatus.CANCELLED)
    STEPPER = (VisitStatus.PLANNED, VisitStatus.APPOINTED, VisitStatus.DONE, VisitStatus.REPORTED)
    SEARCH_FIELDS = ("number", "customer__name", "purpose")
    ATTACHMENT_KINDS = (
        ("site_photo", _("Photo on site")),
        ("business_card", _("Business card")),
        ("minutes", _("Minutes of the meeting")),
    )

    status = StatusField(Status)
    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="visits", verbose_name=_("customer"), db_index=False
    )
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    visitor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="visits",
        editable=False,
        verbose_name=_("visited by"),
        db_index=False,
    )
    # The day in the calendar: as planned, and once the visit is held the day on which it was.
    day = models.DateField(_("day"))
    time = models.TimeField(_("appointment time"), null=True, blank=True)
    purpose = models.CharField(_("purpose"), max_length=200)
    categories = models.ManyToManyField(
        ProductCategory, blank=True, related_name="+", verbose_name=_("product categories")
    )
    products = models.CharField(_("products and samples"), max_length=200, blank=True)
    companions = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("accompanied by")
    )
    customer_people = models.CharField(_("participants of the customer"), max_length=200, blank=True)
    is_unplanned = models.BooleanField(_("unplanned"), default=False, editable=False)
    visited_at = models.DateTimeField(_("visited at"), null=True, blank=True, editable=False)
    cancelled_reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)
    checked_in_at = models.DateTimeField(_("checked in at"), null=True, blank=True, editable=False)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        editable=False,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        editable=False,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    accuracy = models.PositiveIntegerField(_("accuracy in metres"), null=True, blank=True, editable=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        triggers = [status_trigger(VISIT_TRANSITIONS)]
        indexes = [
            search_index("customers_visit_search"),
            # The calendar and the weekly count of one person.
            models.Index(fields=["visitor", "day"], name="visit_by_visitor"),
            # The last visit of each customer (VIS-04) and the count of a week (VIS-05).
            models.Index(fields=["customer", "status", "day"], name="visit_by_customer"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=VisitStatus.CANCELLED) | ~Q(cancelled_reason=""), name="visit_cancelled_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[VisitStatus.DONE, VisitStatus.REPORTED]) | Q(visited_at__isnull=False),
                name="visit_held_with_time",
            ),
            # VIS-01: an appointment has a person and a time.
            models.CheckConstraint(
                condition=~Q(status=VisitStatus.APPOINTED) | Q(time__isnull=False), name="visit_appointed_with_time"
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def title(self):
        return self.customer.name

    @property
    def is_held(self):
        return self.status in (self.Status.DONE, self.Status.REPORTED)


class VisitReport(models.Model):
    """What the visit brought: what was presented, needs, questions, feedback, and how it goes on (VIS-02, VIS-03)."""

    visit = models.OneToOneField(Visit, models.CASCADE, related_name="report")
    topics = models.TextField(_("topics presented"), blank=True)
    needs = models.TextField(_("needs and concerns"))
    questions = models.TextField(_("questions and answers"), blank=True)
    feedback = models.TextField(_("feedback"))
    next_step = models.CharField(_("next step"), max_length=200)
    next_on = models.DateField(_("next step on"))
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reported by")
    )
    reported_at = models.DateTimeField(_("reported at"))

    class Meta:
        verbose_name = _("visit report")
        verbose_name_plural = _("visit reports")

    def __str__(self):
        return str(self.visit)
