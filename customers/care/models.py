"""Greetings on birthdays and festivals (客户关怀): drafts that a person sends."""

import calendar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.care.querysets import CareQuerySet, FestivalQuerySet
from customers.care.states import CARE_TASK_TRANSITIONS, CareTaskStatus, FestivalCalendar
from customers.contact.models import Contact
from customers.customer.models import Customer
from salesmgmt.core.models.document import Stateful, StatusField, status_trigger

LAST_DAY = 30


class Festival(models.Model):
    """A festival on which customers are greeted, by the solar or the Chinese calendar (REL-01)."""

    Calendar = FestivalCalendar

    name = models.CharField(_("festival"), max_length=40, unique=True)
    calendar = models.CharField(_("calendar"), max_length=6, choices=Calendar, default=Calendar.SOLAR)
    month = models.PositiveSmallIntegerField(_("month"))
    day = models.PositiveSmallIntegerField(
        _("day of the month"), help_text=_("30 in the Chinese calendar is the last day of the month.")
    )
    greeting = models.TextField(_("greeting"), help_text=_("{contact} and {company} are replaced by the names."))
    is_active = models.BooleanField(_("in use"), default=True)

    objects = FestivalQuerySet.as_manager()

    class Meta:
        ordering = ["calendar", "month", "day"]
        verbose_name = _("festival")
        verbose_name_plural = _("festivals")
        constraints = [
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="festival_month"),
            models.CheckConstraint(condition=Q(day__gte=1, day__lte=31), name="festival_day"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("festival-edit", args=[self.pk])

    @property
    def days_of_month(self):
        """How many days its month can have: 29 February exists, 30 is the longest lunar month."""
        return LAST_DAY if self.calendar == self.Calendar.LUNAR else calendar.monthrange(2024, self.month)[1]


class CareTask(Stateful):
    """A greeting drafted for one contact and one occasion of one year; nothing is sent without a person (REL-01)."""

    Status = CareTaskStatus
    TRANSITIONS = CARE_TASK_TRANSITIONS
    EDITABLE = (CareTaskStatus.DRAFT,)

    status = StatusField(Status)
    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="care_tasks", editable=False, verbose_name=_("customer")
    )
    contact = models.ForeignKey(
        Contact,
        models.CASCADE,
        related_name="care_tasks",
        editable=False,
        verbose_name=_("contact"),
        db_index=False,
    )
    # Empty: the contact's birthday.
    festival = models.ForeignKey(
        Festival, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("festival")
    )
    day = models.DateField(_("day"), editable=False)
    greeting = models.TextField(_("greeting"))
    # What was mailed and to whom; mailed_at is empty until the letter is out.
    subject = models.CharField(_("subject"), max_length=120, blank=True, editable=False)
    sent_to = models.EmailField(_("sent to"), blank=True, editable=False)
    mailed_at = models.DateTimeField(_("mailed at"), null=True, editable=False)
    mail_attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    done_at = models.DateTimeField(_("done at"), null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = CareQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        verbose_name = _("greeting")
        verbose_name_plural = _("greetings")
        triggers = [status_trigger(CARE_TASK_TRANSITIONS)]
        constraints = [
            # REL-01: not created twice.
            models.UniqueConstraint(fields=["contact", "festival", "day"], name="one_greeting_per_festival"),
            models.UniqueConstraint(
                fields=["contact", "day"], condition=Q(festival__isnull=True), name="one_birthday_greeting"
            ),
        ]
        indexes = [models.Index(fields=["status", "day"], name="care_open_by_day")]

    def __str__(self):
        return f"{self.contact} · {self.occasion}"

    def get_absolute_url(self):
        return reverse("care-detail", args=[self.pk])

    @property
    def occasion(self):
        return str(self.festival) if self.festival_id else str(_("Birthday"))

    @property
    def responsible(self):
        return self.customer.owner
