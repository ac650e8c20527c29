"""The pre-draw of a head of sales: each month the average reward of the reps in charge (PAY-02)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.commission.models import CommissionStatement
from performance.pre_draw.querysets import PreDrawQuerySet
from performance.pre_draw.states import PRE_DRAW_TRANSITIONS, PreDrawStatus
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.money import MoneyField


class PreDraw(Document):
    """What the head of sales draws in a month beside his base salary, ahead of his annual pay (PAY-02)."""

    KIND = "pre_draw"
    TRANSITIONS = PRE_DRAW_TRANSITIONS
    EDITABLE = ()
    ENDED = (PreDrawStatus.PAID,)
    STEPPER = (PreDrawStatus.CALCULATED, PreDrawStatus.APPROVED, PreDrawStatus.PAID)

    Status = PreDrawStatus

    status = StatusField(Status)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="pre_draws",
        verbose_name=pgettext_lazy("pre-draw", "head of sales"),
    )
    month = models.DateField(_("month"), editable=False)
    amount = MoneyField(_("amount"), default=0, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("pre-draw", "approved by"),
    )
    paid_on = models.DateField(pgettext_lazy("pre-draw", "paid on"), null=True, editable=False)

    objects = PreDrawQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "person"]
        verbose_name = _("pre-draw")
        verbose_name_plural = _("pre-draws")
        triggers = [status_trigger(PRE_DRAW_TRANSITIONS)]
        constraints = [
            models.UniqueConstraint(fields=["month", "person"], name="one_pre_draw_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="pre_draw_month_begins"),
        ]

    def __str__(self):
        return self.number

    @property
    def responsible(self):
        return self.person


class PreDrawLine(models.Model):
    """A rep in charge and what he earned in the month; one without commission counts as 0."""

    pre_draw = models.ForeignKey(
        PreDraw, models.CASCADE, related_name="lines", verbose_name=_("pre-draw"), db_index=False
    )
    rep = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("representative")
    )
    statement = models.ForeignKey(
        CommissionStatement, models.PROTECT, null=True, related_name="+", verbose_name=_("commission statement")
    )
    amount = MoneyField(pgettext_lazy("commission", "commission"), negative=True, default=0)

    class Meta:
        ordering = ["pre_draw", "rep__username"]
        verbose_name = _("line of a pre-draw")
        verbose_name_plural = _("lines of pre-draws")
        constraints = [models.UniqueConstraint(fields=["pre_draw", "rep"], name="a_rep_counts_once")]

    def __str__(self):
        return f"{self.rep} {self.amount}"
