"""What the bank says: statements as they were taken over, and their lines."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.bank_account.models import BankAccount
from orders.bank_statement.querysets import BankLineQuerySet, BankStatementQuerySet
from orders.bank_statement.states import BANK_LINE_TRANSITIONS, AsideReason, BankLineStatus, Direction
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.money import ZERO, MoneyField


class BankStatement(models.Model):
    """What one file said of one account: from when to when, from which balance to which, and how many lines were new."""

    KIND = "bank_statement"  # its row of the matrix and its tabs; it has no number and no status

    account = models.ForeignKey(
        BankAccount,
        models.PROTECT,
        related_name="statements",
        verbose_name=_("bank account of ours"),
        db_index=False,
    )
    date_from = models.DateField(_("from"))
    date_to = models.DateField(_("to"))
    opening = MoneyField(_("opening balance of the bank"), negative=True, null=True)
    total_in = MoneyField(pgettext_lazy("bank statement", "money in"), negative=True)
    total_out = MoneyField(pgettext_lazy("bank statement", "money out"), negative=True)
    closing = MoneyField(_("closing balance of the bank"), negative=True, null=True)
    # The bank's closing balance less opening and lines; and the row of the file before which it arises.
    difference = MoneyField(pgettext_lazy("bank statement", "difference"), negative=True, default=0)
    gap_row = models.PositiveIntegerField(_("row of the difference"), null=True)
    lines_in_file = models.PositiveIntegerField(_("lines in the file"))
    taken = models.PositiveIntegerField(_("lines taken over"))
    known = models.PositiveIntegerField(_("known before"))
    file_name = models.CharField(_("file"), max_length=160)
    sha256 = models.CharField(_("fingerprint of the file"), max_length=64)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("brought in by")
    )
    created_at = models.DateTimeField(_("brought in at"), auto_now_add=True)

    objects = BankStatementQuerySet.as_manager()

    class Meta:
        ordering = ["-date_to", "-pk"]
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        indexes = [models.Index(fields=["account", "-date_to", "-id"], name="bank_statement_newest")]
        triggers = [pgtrigger.Protect(name="statements_are_kept", operation=pgtrigger.Delete)]

    def __str__(self):
        return f"{self.account} {self.date_from} – {self.date_to}"

    def get_absolute_url(self):
        return reverse("bank-statement-detail", args=[self.pk])

    @property
    def agrees(self):
        return self.difference == ZERO and self.gap_row is None


class BankLine(Document):
    """A line of a statement. What the bank says of it is never changed; what it is for us, is decided by finance (REC-06)."""

    KIND = "bank_line"
    Status = BankLineStatus
    Direction = Direction
    AsideReason = AsideReason
    TRANSITIONS = BANK_LINE_TRANSITIONS
    EDITABLE = ()
    ENDED = (BankLineStatus.POSTED, BankLineStatus.ASIDE, BankLineStatus.OUT)

    statement = models.ForeignKey(
        BankStatement, models.PROTECT, editable=False, related_name="lines", verbose_name=_("bank statement")
    )
    account = models.ForeignKey(
        BankAccount,
        models.PROTECT,
        editable=False,
        related_name="lines",
        verbose_name=_("bank account of ours"),
        db_index=False,
    )
    status = StatusField(Status)
    direction = models.CharField(
        pgettext_lazy("bank line", "direction"), max_length=3, choices=Direction, editable=False
    )
    date = models.DateField(_("date"), editable=False)
    time = models.TimeField(_("time"), null=True, editable=False)
    amount = MoneyField(_("amount"), editable=False)
    balance = MoneyField(pgettext_lazy("bank line", "balance"), negative=True, null=True, editable=False)
    # The bank took back what it had booked: money in that is none, or the other way round.
    is_correction = models.BooleanField(_("correction of the bank"), default=False, editable=False)
    payer = models.CharField(pgettext_lazy("bank line", "other side"), max_length=120, blank=True, editable=False)
    payer_account = models.CharField(_("account of the other side"), max_length=60, blank=True, editable=False)
    payer_bank = models.CharField(_("bank of the other side"), max_length=120, blank=True, editable=False)
    summary = models.CharField(pgettext_lazy("bank line", "summary"), max_length=200, blank=True, editable=False)
    purpose = models.CharField(pgettext_lazy("bank line", "purpose"), max_length=400, blank=True, editable=False)
    transaction_no = models.CharField(_("transaction number"), max_length=200, blank=True, editable=False)
    row = models.PositiveIntegerField(_("row of the file"), editable=False)
    # The transaction number, else the content and its how-manieth occurrence, as a digest: never twice an account.
    identity = models.CharField(_("what tells the line apart"), max_length=64, editable=False)

    # Whose it is: as matched, or as claimed.
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bank_lines",
        verbose_name=_("customer"),
        db_index=False,
    )
    # [[word, {name: value}], ...]: why, put into words by bank_match.wording.
    evidence = models.JSONField(default=list, editable=False)
    # [[invoice, "amount"], ...]: what is proposed to be paid by it.
    shares = models.JSONField(default=list, editable=False)
    # [customer, ...]: whose it may be, where nothing is certain.
    hints = models.JSONField(default=list, editable=False)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("claimed by"),
        db_index=False,
    )
    claimed_at = models.DateTimeField(_("claimed at"), null=True, editable=False)
    claim_remark = models.CharField(_("remark of the claim"), max_length=400, blank=True, editable=False)
    remembers = models.BooleanField(_("remember this payer"), default=False, editable=False)
    aside_reason = models.CharField(
        _("why it is set aside"), max_length=12, choices=AsideReason, blank=True, editable=False
    )
    payment = models.OneToOneField(
        "orders.Payment",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="bank_line",
        verbose_name=_("customer payment"),
    )

    objects = BankLineQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("bank line")
        verbose_name_plural = _("bank lines")
        indexes = [
            models.Index(fields=["status", "-date", "-id"], name="bank_line_by_status"),
            models.Index(fields=["-date", "-id"], name="bank_line_newest"),
            models.Index(fields=["customer", "-date", "-id"], name="bank_line_of_customer"),
            models.Index(fields=["claimed_by", "-date", "-id"], name="bank_line_claimed_by"),
            # The same number with another content, in a later file.
            models.Index(
                fields=["account", "transaction_no"], condition=~Q(transaction_no=""), name="bank_line_transaction"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["account", "identity"], name="bank_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="bank_line_amount_positive"),
            models.CheckConstraint(
                condition=Q(status=BankLineStatus.POSTED, payment__isnull=False)
                | (~Q(status=BankLineStatus.POSTED) & Q(payment__isnull=True)),
                name="bank_line_posted_has_payment",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[BankLineStatus.PROPOSED, BankLineStatus.CLAIMED, BankLineStatus.POSTED])
                | Q(customer__isnull=False),
                name="bank_line_matched_has_customer",
            ),
            models.CheckConstraint(
                condition=~Q(status=BankLineStatus.ASIDE) | ~Q(aside_reason=""), name="bank_line_aside_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(direction=Direction.IN) | Q(status=BankLineStatus.OUT), name="bank_line_out_is_out"
            ),
        ]
        triggers = [
            status_trigger(BANK_LINE_TRANSITIONS),
            pgtrigger.Protect(name="lines_are_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="bank_said_it",
                fields=[
                    "account",
                    "direction",
                    "date",
                    "time",
                    "amount",
                    "balance",
                    "payer",
                    "payer_account",
                    "payer_bank",
                    "summary",
                    "purpose",
                    "transaction_no",
                    "identity",
                ],
            ),
        ]

    @property
    def responsible(self):
        return self.customer.owner if self.customer_id else None

    @property
    def words_of_bank(self):
        """Summary and purpose as one text."""
        return " ".join(dict.fromkeys(filter(None, (self.summary, self.purpose))))
