"""Expense claims paid together: the batch, what each claimant gets of it, where to, and how the bank wants the file."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.expense_batch.querysets import (
    BatchedClaimQuerySet,
    ExpenseBatchQuerySet,
    PayeeAccountQuerySet,
    PayoutLayoutQuerySet,
)
from performance.expense_batch.states import EXPENSE_BATCH_TRANSITIONS, ExpenseBatchStatus, FileForm
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import ZERO, MoneyField


class ExpenseBatch(Document):
    """Audited claims chosen by finance, handed to the bank as one file and paid in one act (EXP-07)."""

    KIND = "expense_batch"
    TRANSITIONS = EXPENSE_BATCH_TRANSITIONS
    EDITABLE = ()
    ENDED = (ExpenseBatchStatus.PAID, ExpenseBatchStatus.UNDONE)
    STEPPER = (ExpenseBatchStatus.OPEN, ExpenseBatchStatus.PAID)

    Status = ExpenseBatchStatus

    status = StatusField(Status, default=ExpenseBatchStatus.OPEN)
    account = models.ForeignKey(
        "orders.BankAccount",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="expense_batches",
        verbose_name=pgettext_lazy("payment batch", "paid from"),
    )
    purpose = models.CharField(pgettext_lazy("payment batch", "purpose"), max_length=20)
    count = models.PositiveIntegerField(pgettext_lazy("payment batch", "claims"), default=0, editable=False)
    amount = MoneyField(pgettext_lazy("payment batch", "to be paid"), default=ZERO, editable=False)
    # Of every line that goes to the bank; two files of one batch can be compared by it.
    fingerprint = models.CharField(
        pgettext_lazy("payment batch", "fingerprint"), max_length=64, blank=True, editable=False
    )
    paid_on = models.DateField(pgettext_lazy("expense claim", "paid out on"), null=True, editable=False)
    paid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("expense claim", "paid out by"),
    )
    payment_reference = models.CharField(
        pgettext_lazy("expense claim", "reference of the payment"), max_length=60, blank=True, editable=False
    )

    objects = ExpenseBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("payment batch")
        verbose_name_plural = _("payment batches")
        triggers = [status_trigger(EXPENSE_BATCH_TRANSITIONS)]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ExpenseBatchStatus.PAID, paid_on__isnull=False, paid_by__isnull=False)
                | (~Q(status=ExpenseBatchStatus.PAID) & Q(paid_on__isnull=True, paid_by__isnull=True)),
                name="expense_batch_paid_by_somebody_on_a_day",
            ),
        ]

    @property
    def responsible(self):
        return self.created_by

    @property
    def returned(self):
        """What of it the bank sent back; nothing comes back that was not paid."""
        return self.lines.came_back().total() if self.status == self.Status.PAID else ZERO


class BatchedClaim(models.Model):
    """One claim of a batch: what goes to whom, as it was said to the bank."""

    batch = models.ForeignKey(ExpenseBatch, models.PROTECT, related_name="lines", verbose_name=_("payment batch"))
    claim = models.ForeignKey(
        "performance.ExpenseClaim", models.PROTECT, related_name="batched", verbose_name=_("expense claim")
    )
    position = models.PositiveIntegerField(_("no."))
    allowed = MoneyField(pgettext_lazy("expense claim", "allowed by finance"))
    set_off = MoneyField(pgettext_lazy("expense claim", "set off against advances"), default=ZERO)
    amount = MoneyField(pgettext_lazy("payment batch", "to be paid"))
    payee = models.CharField(pgettext_lazy("payment batch", "payee"), max_length=60)
    account_number = models.CharField(_("account number"), max_length=40, blank=True)
    bank = models.CharField(_("bank"), max_length=60, blank=True)
    branch = models.CharField(_("branch"), max_length=120, blank=True)
    # The bank sent the money back: wrong account, closed account.
    returned_on = models.DateField(pgettext_lazy("payment batch", "came back on"), null=True, editable=False)
    return_reason = models.CharField(
        pgettext_lazy("payment batch", "why it came back"), max_length=200, blank=True, editable=False
    )
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("payment batch", "recorded by"),
    )
    # False once the batch was undone or the money came back: the claim may be paid otherwise.
    is_running = models.BooleanField(default=True, editable=False)

    objects = BatchedClaimQuerySet.as_manager()

    class Meta:
        ordering = ["batch", "position"]
        verbose_name = pgettext_lazy("payment batch", "claim of a batch")
        verbose_name_plural = pgettext_lazy("payment batch", "claims of batches")
        constraints = [
            models.UniqueConstraint(fields=["claim"], condition=Q(is_running=True), name="claim_in_one_running_batch"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="batched_claim_not_negative"),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True, return_reason="", returned_by__isnull=True)
                | (
                    Q(returned_on__isnull=False, returned_by__isnull=False, is_running=False, amount__gt=0)
                    & ~Q(return_reason="")
                ),
                name="returned_payment_has_a_reason",
            ),
            models.CheckConstraint(condition=Q(amount=0) | ~Q(account_number=""), name="batched_claim_has_an_account"),
        ]

    def __str__(self):
        return f"{self.position} {self.payee} {self.amount}"


class PayeeAccount(models.Model):
    """Where a person is paid his expenses."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="payee_account", verbose_name=_("person")
    )
    holder = models.CharField(pgettext_lazy("payment batch", "account holder"), max_length=60)
    number = models.CharField(_("account number"), max_length=40)
    bank = models.CharField(_("bank"), max_length=60)
    branch = models.CharField(_("branch"), max_length=120, blank=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = PayeeAccountQuerySet.as_manager()

    class Meta:
        ordering = ["person"]
        verbose_name = pgettext_lazy("payment batch", "payee account")
        verbose_name_plural = pgettext_lazy("payment batch", "payee accounts")

    def __str__(self):
        return f"{self.holder} …{self.number[-4:]}"


class PayoutLayout(models.Model):
    """How a bank wants its payment file: headers in their order and what stands below each. Kept by finance.

    A bank that changes its file gets other headers here, never another program.
    """

    name = models.CharField(pgettext_lazy("bank file", "layout"), max_length=60, unique=True)
    form = models.CharField(pgettext_lazy("payment batch", "file"), max_length=10, choices=FileForm)
    # [[header, Cell], ...]
    columns = models.JSONField(_("headers"), default=list)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = PayoutLayoutQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = pgettext_lazy("payment batch", "layout of a payment file")
        verbose_name_plural = pgettext_lazy("payment batch", "layouts of payment files")

    def __str__(self):
        return self.name
