"""Penalties for a concealed risk or for poor control, with their evidence and their recovery (PAY-06, PAY-07; F-38)."""

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.penalty.querysets import PenaltyQuerySet
from performance.penalty.states import PENALTY_TRANSITIONS, PenaltyKind, PenaltyStatus
from performance.risk.models import RiskReport
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.money import ZERO, MoneyField


class Penalty(Document):
    """What a person is to make good: proposed, heard, decided by the general manager, recovered."""

    KIND = "penalty"
    TRANSITIONS = PENALTY_TRANSITIONS
    EDITABLE = ()
    ENDED = (PenaltyStatus.RECOVERED, PenaltyStatus.DISMISSED)
    STEPPER = (PenaltyStatus.PROPOSED, PenaltyStatus.HEARD, PenaltyStatus.DECIDED, PenaltyStatus.RECOVERED)

    Status = PenaltyStatus
    Kind = PenaltyKind

    status = StatusField(Status)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="penalties",
        verbose_name=pgettext_lazy("penalty", "person"),
    )
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="penalties", verbose_name=_("customer")
    )
    facts = models.TextField(pgettext_lazy("penalty", "facts"))
    direct_loss = MoneyField(pgettext_lazy("penalty", "direct loss"))
    loss_on = models.DateField(pgettext_lazy("penalty", "loss arose on"))
    # The evidence of a concealed risk: since when it was known, where that is seen, and the report that came too late.
    first_known_on = models.DateField(pgettext_lazy("penalty", "risk first known on"), null=True, blank=True)
    known_from = models.CharField(
        pgettext_lazy("penalty", "seen from"),
        max_length=200,
        blank=True,
        help_text=_("The visit report, letter or message that shows that the person knew of the risk."),
    )
    late_report = models.ForeignKey(
        RiskReport,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="penalties",
        verbose_name=pgettext_lazy("penalty", "report that came too late"),
    )
    rate = models.DecimalField(
        pgettext_lazy("penalty", "rate in %"),
        max_digits=5,
        decimal_places=2,
        null=True,
        editable=False,
        validators=[MinValueValidator(0)],
    )
    proposed_amount = MoneyField(pgettext_lazy("penalty", "proposed amount"))
    amount_reason = models.TextField(pgettext_lazy("penalty", "reason of the amount"), blank=True)
    serious = models.BooleanField(pgettext_lazy("penalty", "serious: goes to law"), default=False)
    statement = models.TextField(pgettext_lazy("penalty", "what the person says"), blank=True, editable=False)
    heard_on = models.DateField(pgettext_lazy("penalty", "heard on"), null=True, editable=False)
    amount = MoneyField(pgettext_lazy("penalty", "decided amount"), null=True, editable=False)
    decision = models.TextField(pgettext_lazy("penalty", "decision"), blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("penalty", "decided by"),
    )
    decided_on = models.DateField(pgettext_lazy("penalty", "decided on"), null=True, editable=False)

    objects = PenaltyQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("penalty")
        verbose_name_plural = _("penalties")
        triggers = [status_trigger(PENALTY_TRANSITIONS)]
        constraints = [
            models.CheckConstraint(condition=~Q(facts="") & Q(direct_loss__gt=0), name="penalty_for_a_loss"),
            models.CheckConstraint(
                condition=~Q(kind=PenaltyKind.CONCEALMENT)
                | (Q(first_known_on__isnull=False) & ~Q(known_from="") & Q(rate__isnull=False)),
                name="concealment_has_evidence",
            ),
            # Without a rate the amount is somebody's word, with its reason (PAY-07).
            models.CheckConstraint(
                condition=Q(rate__isnull=False) | ~Q(amount_reason=""), name="manual_penalty_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[PenaltyStatus.DECIDED, PenaltyStatus.RECOVERED])
                | (Q(amount__gt=0, amount__lte=F("direct_loss"), heard_on__isnull=False) & ~Q(decision="")),
                name="penalty_decided_after_a_hearing",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def responsible(self):
        return self.person

    @property
    def recovered(self):
        return sum((each.amount for each in self.recoveries.all()), ZERO)

    @property
    def rest(self):
        return (self.amount or ZERO) - self.recovered


class PenaltyRecovery(models.Model):
    """An instalment taken from the pay of a month, within the part of the pay that may be taken."""

    penalty = models.ForeignKey(
        Penalty, models.PROTECT, related_name="recoveries", verbose_name=_("penalty"), db_index=False
    )
    month = models.DateField(_("month"))
    pay = MoneyField(pgettext_lazy("penalty", "pay of the month"))
    amount = MoneyField(pgettext_lazy("penalty", "taken from it"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        ordering = ["month", "pk"]
        verbose_name = _("instalment of a penalty")
        verbose_name_plural = _("instalments of penalties")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.UniqueConstraint(fields=["penalty", "month"], name="one_instalment_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="instalment_month_begins"),
            models.CheckConstraint(condition=Q(amount__gt=0, amount__lte=F("pay")), name="instalment_within_the_pay"),
        ]

    def __str__(self):
        return f"{self.penalty} {self.month:%Y-%m}"
