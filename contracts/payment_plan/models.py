"""The payment plan of a contract (付款计划): terms of payment as data, and instalments bound to an event or a day."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contracts.contract.models import Contract
from contracts.payment_plan.querysets import InstalmentQuerySet, PaymentPlanQuerySet
from contracts.payment_plan.states import Event, Part, Terms
from salesmgmt.core.money import MoneyField

MAX_DAYS, MAX_MONTHS = 3650, 1200


class PaymentPlan(models.Model):
    """One plan a contract; of which version of the contract it is says ``version``."""

    contract = models.OneToOneField(
        Contract, models.CASCADE, related_name="payment_plan", editable=False, verbose_name=_("contract")
    )
    version = models.PositiveSmallIntegerField(_("version"), default=0, editable=False)
    terms = models.CharField(_("an invoice falls due"), max_length=12, choices=Terms, default=Terms.INVOICE)
    days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True, validators=[MaxValueValidator(MAX_DAYS)])
    day_of_month = models.PositiveSmallIntegerField(
        _("day of the month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    percent = models.DecimalField(
        _("rolling %"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    warranty_months = models.PositiveSmallIntegerField(
        _("warranty in months"), null=True, blank=True, validators=[MaxValueValidator(MAX_MONTHS)]
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = PaymentPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment plan")
        verbose_name_plural = _("payment plans")

    def __str__(self):
        return str(self.contract)

    def get_absolute_url(self):
        return f"{self.contract.get_absolute_url()}#payment-plan"

    def get_edit_url(self):
        return reverse("payment-plan-edit", args=[self.pk])


class Instalment(models.Model):
    """A part of the price, in per cent of the contract or as an amount, and what it waits for."""

    plan = models.ForeignKey(PaymentPlan, models.CASCADE, related_name="instalments", verbose_name=_("payment plan"))
    position = models.PositiveSmallIntegerField(_("no."), default=1, editable=False)
    part = models.CharField(_("instalment"), max_length=12, choices=Part)
    percent = models.DecimalField(
        _("per cent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    amount = MoneyField(_("or amount"), null=True, blank=True)
    event = models.CharField(_("counted from"), max_length=14, choices=Event)
    days = models.PositiveSmallIntegerField(_("days after"), default=0, validators=[MaxValueValidator(MAX_DAYS)])
    day = models.DateField(_("fixed day"), null=True, blank=True)

    objects = InstalmentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__isnull=False, amount__isnull=True) | Q(percent__isnull=True, amount__isnull=False),
                name="instalment_percent_or_amount",
            ),
            models.CheckConstraint(
                condition=Q(event="day", day__isnull=False) | ~Q(event="day") & Q(day__isnull=True),
                name="instalment_day_goes_with_event",
            ),
        ]

    def __str__(self):
        return self.get_part_display()
