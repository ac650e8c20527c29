"""Invoices drafted in one act from many deliveries, and what became of each group."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.billing.states import Grouping
from salesmgmt.core.money import MoneyField


class BillingRun(models.Model):
    """One act of finance: so many deliveries were chosen, grouped and billed."""

    grouping = models.CharField(_("grouped by"), max_length=10, choices=Grouping)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("done by")
    )
    created_at = models.DateTimeField(_("done at"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("billing run")
        verbose_name_plural = _("billing runs")

    def __str__(self):
        return f"{self.created_at:%Y-%m-%d} {self.pk}"


class BillingGroup(models.Model):
    """One group of a run: its invoice, or the reason why there is none."""

    run = models.ForeignKey(BillingRun, models.CASCADE, related_name="groups")
    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="+", verbose_name=_("customer"))
    label = models.CharField(_("group"), max_length=200)
    deliveries = models.PositiveIntegerField(_("deliveries"))
    invoice = models.ForeignKey(
        "orders.Invoice", models.SET_NULL, null=True, related_name="+", verbose_name=_("invoice")
    )
    amount = MoneyField(_("amount"), default=0)
    reason = models.TextField(_("why not"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("group of a billing run")
        verbose_name_plural = _("groups of a billing run")
        constraints = [
            models.CheckConstraint(condition=Q(reason="") | Q(invoice__isnull=True), name="billed_or_refused"),
        ]

    def __str__(self):
        return self.label
