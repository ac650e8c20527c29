"""The stored decision of supply control (供货核定单)."""

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.supply.querysets import SupplyCheckQuerySet
from orders.supply.states import SupplyCheckOccasion, SupplyCheckResult, SupplyKind
from salesmgmt.core.money import MoneyField


class SupplyCheck(models.Model):
    """One decision about supply with every figure that led to it. Never changed: a new check is a new row (SUP-01~06)."""

    Occasion = SupplyCheckOccasion
    Result = SupplyCheckResult

    # What allows the goods to go.
    PASSES = (Result.ALLOW, Result.EXCEPTION)

    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="supply_checks", verbose_name=_("customer")
    )
    demand = models.ForeignKey(
        "orders.DemandNotice", models.PROTECT, null=True, related_name="supply_checks", verbose_name=_("demand notice")
    )
    order = models.ForeignKey(
        "orders.Order", models.PROTECT, null=True, related_name="supply_checks", verbose_name=_("order")
    )
    occasion = models.CharField(pgettext_lazy("supply check", "occasion"), max_length=10, choices=Occasion)
    kind = models.CharField(_("kind"), max_length=10, choices=SupplyKind)
    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, null=True, related_name="+", verbose_name=_("contract")
    )
    # Null: without contract. The reason in the words of the day.
    contract_ok = models.BooleanField(_("contract performed normally"), null=True)
    contract_reason = models.CharField(_("state of the contract"), max_length=300, blank=True)
    # "" where no evaluation is in force.
    grade = models.CharField(_("grade"), max_length=1, blank=True)
    line = MoneyField(_("warning line"), null=True)
    avg_monthly_qty = models.PositiveIntegerField(_("average monthly supply"), null=True)
    outstanding = MoneyField(_("outstanding"), negative=True)
    overdue = MoneyField(_("overdue"), negative=True)
    unallocated = MoneyField(_("not allocated"), negative=True, default=0)
    # The exposure line by line: [[label, amount]].
    exposure_lines = models.JSONField(default=list)
    # Accepted earlier and not yet billed; counted only where SET-10 adds the demand.
    committed = MoneyField(_("accepted, not yet billed"), default=0)
    # What the same order had delivered before, billed or not.
    delivered_amount = MoneyField(_("delivered earlier of this order"), default=0)
    demand_amount = MoneyField(_("value of this demand"), default=0)
    demand_quantity = models.DecimalField(_("quantity of this demand"), max_digits=14, decimal_places=2, default=0)
    supplied_quantity = models.DecimalField(_("supplied this month"), max_digits=14, decimal_places=2, default=0)
    # What was compared with the line after SET-09 and SET-10.
    balance = MoneyField(_("balance compared"), negative=True)
    price_ok = models.BooleanField(_("price conforms"), null=True)
    prepaid = MoneyField(_("confirmed prepayment"), null=True, negative=True)
    # The settings that were used: {attribute: value}.
    rules = models.JSONField(default=dict)
    result = models.CharField(_("result"), max_length=10, choices=Result)
    # Codes; `supply_words` says them in the reader's language.
    reasons = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    exception_reason = models.TextField(_("reason of the exception"), blank=True)
    # Of an exception: the check the general manager was asked with. The figures of this row are what he saw.
    asked = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name=_("asked with"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("checked by")
    )
    checked_at = models.DateTimeField(_("checked at"), auto_now_add=True)

    objects = SupplyCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("supply check")
        verbose_name_plural = _("supply checks")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                condition=Q(demand__isnull=False) | Q(order__isnull=False), name="supply_check_is_about_something"
            ),
            # SUP-06: without a line nothing passes by itself; SUP-03: what is free of charge or excepted may.
            models.CheckConstraint(
                condition=~Q(result="allow", line__isnull=True) | Q(kind="sample"),
                name="supply_check_no_line_never_allowed",
            ),
            models.CheckConstraint(
                condition=~Q(result="exception") | ~Q(exception_reason=""), name="supply_exception_has_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.demand or self.order} {self.get_result_display()}"

    @property
    def exposure(self):
        """``[(label, amount)]``: what the outstanding amount is made of."""
        return [(label, Decimal(amount)) for label, amount in self.exposure_lines]

    @property
    def passes(self):
        return self.result in self.PASSES
