"""The annual settlement: what was accrued, what was paid, and whether the condition of the reward is met (PAY-01)."""

from django.conf import settings
from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.annual_review.models import AnnualReview
from performance.settlement.querysets import SettlementQuerySet
from performance.settlement.states import SETTLEMENT_TRANSITIONS, SettlementStatus
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.money import ZERO, MoneyField


class AnnualSettlement(Document):
    """One a year: the accrued rest is paid when the five indicators are met, or by the general manager's exception."""

    KIND = "settlement"
    TRANSITIONS = SETTLEMENT_TRANSITIONS
    EDITABLE = ()
    ENDED = (SettlementStatus.PAID,)
    STEPPER = (SettlementStatus.COMPUTED, SettlementStatus.APPROVED, SettlementStatus.PAID)

    Status = SettlementStatus

    status = StatusField(Status)
    year = models.PositiveSmallIntegerField(_("year"), unique=True, editable=False)
    review = models.ForeignKey(
        AnnualReview, models.PROTECT, related_name="settlements", verbose_name=_("annual check"), editable=False
    )
    # Copied from the check when the settlement is approved.
    condition_met = models.BooleanField(pgettext_lazy("settlement", "condition met"), default=False, editable=False)
    exception_reason = models.TextField(
        pgettext_lazy("settlement", "reason of the exception"), blank=True, editable=False
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("settlement", "approved by"),
    )
    paid_on = models.DateField(pgettext_lazy("settlement", "paid on"), null=True, editable=False)

    objects = SettlementQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        verbose_name = _("annual settlement")
        verbose_name_plural = _("annual settlements")
        triggers = [status_trigger(SETTLEMENT_TRANSITIONS)]
        constraints = [
            # PAY-01: without the condition nothing is approved without a reason.
            models.CheckConstraint(
                condition=models.Q(status=SettlementStatus.COMPUTED)
                | models.Q(condition_met=True)
                | ~models.Q(exception_reason=""),
                name="settlement_without_the_condition_has_a_reason",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def responsible(self):
        return self.created_by

    @property
    def rest(self):
        return self.lines.aggregate(sum=Sum("rest"))["sum"] or ZERO


class SettlementLine(models.Model):
    """A person's year: accrued less paid is the rest."""

    settlement = models.ForeignKey(
        AnnualSettlement,
        models.CASCADE,
        related_name="lines",
        verbose_name=_("annual settlement"),
        db_index=False,
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="settlement_lines", verbose_name=_("representative")
    )
    accrued = MoneyField(pgettext_lazy("settlement", "accrued"), default=0)
    paid = MoneyField(pgettext_lazy("settlement", "paid"), default=0)
    rest = MoneyField(pgettext_lazy("settlement", "rest"), default=0)

    class Meta:
        ordering = ["settlement", "person__username"]
        verbose_name = _("line of an annual settlement")
        verbose_name_plural = _("lines of annual settlements")
        constraints = [
            models.UniqueConstraint(fields=["settlement", "person"], name="one_settlement_a_year"),
            models.CheckConstraint(
                condition=models.Q(rest=models.F("accrued") - models.F("paid")), name="accrued_less_paid_is_the_rest"
            ),
        ]

    def __str__(self):
        return f"{self.settlement} {self.person}"
