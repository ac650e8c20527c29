"""Statements of account, as sent to customers."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.account.states import StatementLayout
from orders.statement.querysets import StatementQuerySet
from orders.statement.states import STATEMENT_TRANSITIONS, StatementStatus
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.money import MoneyField


class Statement(Document):
    """对账单: opening + billed - credited - paid - written off = closing; confirmed or disputed by the customer (REC-05, F-29)."""

    KIND = "statement"
    SEARCH_FIELDS = ("number", "customer__name")

    Status = StatementStatus
    TRANSITIONS = STATEMENT_TRANSITIONS
    EDITABLE = (StatementStatus.DRAFT,)
    ENDED = (StatementStatus.DISCARDED,)
    STEPPER = (StatementStatus.DRAFT, StatementStatus.SENT, StatementStatus.CONFIRMED)

    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="statements",
        verbose_name=_("customer"),
        db_index=False,
    )
    status = StatusField(Status)
    date_from = models.DateField(pgettext_lazy("date", "from"))
    date_to = models.DateField(pgettext_lazy("date", "to"))
    # As sent: later bookings into the period do not change what the customer has in hand.
    opening = MoneyField(_("opening balance"), negative=True, default=0)
    billed = MoneyField(_("billed"), negative=True, default=0)
    credited = MoneyField(_("credited"), negative=True, default=0)
    paid = MoneyField(_("paid"), negative=True, default=0)
    # Written off as bad debt, less what came in of it afterwards (REC-04).
    written_off = MoneyField(_("written off"), negative=True, default=0)
    closing = MoneyField(_("closing balance"), negative=True, default=0)
    overdue = MoneyField(_("overdue"), default=0)
    return_by = models.DateField(_("reply by"), null=True, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, editable=False)
    # As sent; a draft follows the layout of its customer.
    layout = models.CharField(
        pgettext_lazy("statement", "layout"), max_length=16, choices=StatementLayout, blank=True, editable=False
    )
    customer_balance = MoneyField(_("balance according to the customer"), negative=True, null=True, blank=True)
    difference_reason = models.TextField(_("reason of the difference"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True, editable=False)
    explanation = models.TextField(_("explanation"), blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-date_to", "-pk"]
        verbose_name = _("statement of account")
        verbose_name_plural = _("statements of account")
        # A customer's statements, newest first.
        indexes = [models.Index(fields=["customer", "-date_to"], name="statement_of_customer")]
        constraints = [
            models.CheckConstraint(condition=Q(date_to__gte=F("date_from")), name="statement_period_not_negative"),
            models.CheckConstraint(
                condition=Q(closing=F("opening") + F("billed") - F("credited") - F("paid") - F("written_off")),
                name="statement_adds_up",
            ),
            models.CheckConstraint(
                condition=~Q(status=StatementStatus.DISPUTED) | ~Q(difference_reason=""),
                name="statement_difference_has_reason",
            ),
        ]
        triggers = [status_trigger(STATEMENT_TRANSITIONS)]
