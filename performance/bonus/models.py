"""The scale of the bonus by score, and awards for outstanding results (PAY-08)."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.bonus.querysets import AwardQuerySet
from performance.bonus.states import AWARD_TRANSITIONS, AwardKind, AwardStatus, BonusPeriod
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.money import MoneyField


class BonusRule(models.Model):
    """A band of scores and what it is worth. Nothing is computed where no band fits (PAY-08)."""

    Period = BonusPeriod

    period = models.CharField(pgettext_lazy("bonus", "period"), max_length=8, choices=Period)
    score_from = models.DecimalField(
        pgettext_lazy("bonus", "score from"), max_digits=6, decimal_places=2, validators=[MinValueValidator(0)]
    )
    score_to = models.DecimalField(
        pgettext_lazy("bonus", "score up to"), max_digits=6, decimal_places=2, validators=[MinValueValidator(0)]
    )
    amount = MoneyField(pgettext_lazy("bonus", "bonus"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("changed by"),
    )
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        ordering = ["period", "-score_from"]
        verbose_name = _("band of the bonus scale")
        verbose_name_plural = _("bonus scale")
        constraints = [
            models.CheckConstraint(condition=Q(score_from__lte=F("score_to")), name="bonus_band_goes_up"),
        ]

    def __str__(self):
        return f"{self.get_period_display()} {self.score_from.normalize():f}–{self.score_to.normalize():f}"

    def get_absolute_url(self):
        return reverse("bonus-scale")

    def holds(self, score):
        return self.score_from <= score <= self.score_to


class Award(Document):
    """For outstanding results: an extra reward, a promotion, an honour certificate (PAY-08)."""

    KIND = "award"
    TRANSITIONS = AWARD_TRANSITIONS
    EDITABLE = ()
    ENDED = (AwardStatus.GRANTED, AwardStatus.REFUSED)
    STEPPER = (AwardStatus.PROPOSED, AwardStatus.GRANTED)

    Status = AwardStatus
    Kind = AwardKind

    status = StatusField(Status)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="awards", verbose_name=pgettext_lazy("award", "person")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    reason = models.TextField(_("reason"))
    amount = MoneyField(_("amount"), default=0)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("award", "decided by"),
    )
    decided_on = models.DateField(pgettext_lazy("award", "decided on"), null=True, editable=False)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        triggers = [status_trigger(AWARD_TRANSITIONS)]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="award_has_a_reason"),
            models.CheckConstraint(
                condition=Q(kind=AwardKind.REWARD, amount__gt=0) | (~Q(kind=AwardKind.REWARD) & Q(amount=0)),
                name="award_with_an_amount",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def responsible(self):
        return self.person
