"""The early warning: rules as rows, and the alerts that they open once for each object (RSK-03)."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.alert.querysets import AlertQuerySet
from performance.alert.states import ALERT_TRANSITIONS, RUNNING, AlertCause, AlertStatus
from salesmgmt.core.models.document import Document, StatusField, status_trigger

NOT_NEGATIVE = [MinValueValidator(0)]


class AlertRule(models.Model):
    """One thing that is watched every day, and from when on it is worth an alert; edited, never deleted (RSK-03).

    An alert opens from ``threshold`` on and ends below ``clear_at``: what swings round the limit opens no second one.
    """

    Cause = AlertCause

    cause = models.CharField(pgettext_lazy("alert", "what is watched"), max_length=20, choices=AlertCause, unique=True)
    is_active = models.BooleanField(_("in use"), default=True)
    threshold = models.DecimalField(
        pgettext_lazy("alert", "opens from"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
    )
    clear_at = models.DecimalField(
        pgettext_lazy("alert", "ends below"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
    )
    months = models.PositiveSmallIntegerField(
        pgettext_lazy("alert", "months looked at"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    cases = models.PositiveSmallIntegerField(pgettext_lazy("alert", "from so many cases on"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = pgettext_lazy("early warning", "alert rule")
        verbose_name_plural = pgettext_lazy("early warning", "alert rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(threshold__isnull=True) | Q(clear_at__isnull=True) | Q(clear_at__lte=F("threshold")),
                name="alert_ends_below_where_it_opens",
            ),
        ]

    def __str__(self):
        return str(self.get_cause_display())

    def get_absolute_url(self):
        return reverse("alert-rule-edit", args=[self.pk])


class Alert(Document):
    """What a rule found about one object, with the figures that say why; closed with an outcome (RSK-03)."""

    KIND = "alert"
    TRANSITIONS = ALERT_TRANSITIONS
    EDITABLE = ()
    ENDED = (AlertStatus.CLOSED,)
    STEPPER = (AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED, AlertStatus.CLOSED)

    Status = AlertStatus

    rule = models.ForeignKey(
        AlertRule, models.PROTECT, editable=False, related_name="alerts", verbose_name=_("alert rule")
    )
    status = StatusField(Status)
    # What it is about: a customer, a contract, a production; and whose customer that is.
    content_type = models.ForeignKey(ContentType, models.PROTECT, editable=False, related_name="+")
    object_id = models.BigIntegerField(editable=False)
    document = GenericForeignKey("content_type", "object_id")
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        editable=False,
        related_name="alerts",
        verbose_name=_("customer"),
        db_index=False,
    )
    subject = models.CharField(_("subject"), max_length=200, editable=False)
    # As the daily look found them last; put into words by the cause in the language of the reader.
    figures = models.JSONField(default=dict, editable=False)
    opened_on = models.DateField(pgettext_lazy("alert", "opened on"), editable=False)
    seen_on = models.DateField(pgettext_lazy("alert", "last found on"), editable=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("alert", "dealt with by"),
    )
    taken_at = models.DateTimeField(pgettext_lazy("alert", "taken on at"), null=True, editable=False)
    measure = models.TextField(pgettext_lazy("alert", "what is done"), blank=True, editable=False)
    outcome = models.TextField(pgettext_lazy("alert", "outcome"), blank=True, editable=False)
    # None where the cause went away by itself.
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("alert", "closed by"),
    )
    closed_on = models.DateField(pgettext_lazy("alert", "closed on"), null=True, editable=False)
    cleared_on = models.DateField(pgettext_lazy("alert", "cause gone on"), null=True, editable=False)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = pgettext_lazy("early warning", "alert")
        verbose_name_plural = pgettext_lazy("early warning", "alerts")
        triggers = [status_trigger(ALERT_TRANSITIONS)]
        constraints = [
            # RSK-03: each once, whoever runs the job twice.
            models.UniqueConstraint(
                fields=["rule", "content_type", "object_id"],
                condition=Q(cleared_on__isnull=True),
                name="one_alert_per_object_and_rule",
            ),
            models.CheckConstraint(
                condition=Q(status=AlertStatus.CLOSED, closed_on__isnull=False) & ~Q(outcome="")
                | Q(status__in=RUNNING, closed_on__isnull=True, cleared_on__isnull=True),
                name="closed_alert_has_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["rule"], condition=Q(cleared_on__isnull=True), name="alert_holding"),
            models.Index(fields=["customer", "-id"], name="alert_of_customer"),
            models.Index(fields=["-id"], condition=Q(status__in=RUNNING), name="alert_running"),
        ]

    def __str__(self):
        return f"{self.number} {self.subject}"
