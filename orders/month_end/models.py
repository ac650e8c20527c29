"""A month of the books that was closed, and the balances it was closed with."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.month_end.querysets import MonthBalanceQuerySet, MonthEndQuerySet
from orders.month_end.states import MONTH_TRANSITIONS, MonthStatus
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.money import MoneyField


class MonthEnd(Document):
    """A month that finance has closed: nothing is booked into it or before it, until it is reopened (SET-47's two
    persons: proposed by finance, decided by the general manager)."""

    KIND = "month_end"
    Status = MonthStatus
    TRANSITIONS = MONTH_TRANSITIONS
    EDITABLE = ()
    ENDED = ()
    STEPPER = (MonthStatus.CLOSED, MonthStatus.SUBMITTED, MonthStatus.REOPENED)
    FIGURES = ("opening", "billed", "credited", "paid", "written_off", "closing")

    status = StatusField(Status, default=MonthStatus.CLOSED)
    # The first day of the month.
    month = models.DateField(_("month"), unique=True, editable=False)
    remark = models.TextField(pgettext_lazy("month", "why it was closed with open points"), blank=True)
    reopen_reason = models.TextField(_("why it is to be reopened"), blank=True)
    # How often it was closed: each closing freezes balances of its own, and none is ever overwritten.
    closings = models.PositiveSmallIntegerField(_("closings"), default=0, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("closed by")
    )
    closed_at = models.DateTimeField(_("closed at"), editable=False)
    # Of all accounts together, as of the last closing.
    accounts = models.PositiveIntegerField(_("accounts"), default=0, editable=False)
    opening = MoneyField(_("opening balance"), negative=True, default=0, editable=False)
    billed = MoneyField(_("billed"), negative=True, default=0, editable=False)
    credited = MoneyField(_("credited"), negative=True, default=0, editable=False)
    paid = MoneyField(_("paid"), negative=True, default=0, editable=False)
    written_off = MoneyField(_("written off"), negative=True, default=0, editable=False)
    closing = MoneyField(_("closing balance"), negative=True, default=0, editable=False)

    objects = MonthEndQuerySet.as_manager()

    class Meta:
        ordering = ["-month"]
        verbose_name = _("month end")
        verbose_name_plural = _("month ends")
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="month_end_is_a_month"),
            models.CheckConstraint(
                condition=Q(closing=F("opening") + F("billed") - F("credited") - F("paid") - F("written_off")),
                name="month_end_adds_up",
            ),
        ]
        triggers = [
            status_trigger(MONTH_TRANSITIONS),
            pgtrigger.Protect(name="is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m}"

    @property
    def responsible(self):
        return self.created_by


class MonthBalance(models.Model):
    """What one account stood at when a month was closed. Append-only: a second closing writes rows of its own."""

    month_end = models.ForeignKey(
        MonthEnd, models.PROTECT, related_name="balances", verbose_name=_("month end"), db_index=False
    )
    run = models.PositiveSmallIntegerField(_("closing no."))
    account = models.ForeignKey(
        "orders.Account", models.PROTECT, related_name="month_balances", verbose_name=_("account")
    )
    opening = MoneyField(_("opening balance"), negative=True)
    billed = MoneyField(_("billed"), negative=True)
    credited = MoneyField(_("credited"), negative=True)
    paid = MoneyField(_("paid"), negative=True)
    written_off = MoneyField(_("written off"), negative=True)
    closing = MoneyField(_("closing balance"), negative=True)

    objects = MonthBalanceQuerySet.as_manager()

    class Meta:
        ordering = ["-closing", "pk"]
        verbose_name = _("balance of a month")
        verbose_name_plural = _("balances of a month")
        indexes = [models.Index(fields=["month_end", "run", "-closing", "id"], name="month_balance_by_size")]
        constraints = [
            models.UniqueConstraint(fields=["month_end", "run", "account"], name="month_balance_once"),
            models.CheckConstraint(
                condition=Q(closing=F("opening") + F("billed") - F("credited") - F("paid") - F("written_off")),
                name="month_balance_adds_up",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.month_end} {self.account_id}"
