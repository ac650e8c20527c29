"""The customer's account: a balance, and the append-only ledger it is the sum of."""

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orders.account.querysets import AccountQuerySet
from orders.account.states import LedgerEntryKind, StatementLayout
from salesmgmt.core.money import MoneyField

# Nothing is booked into a closed month (room month_end): looked up once a statement, however many rows it writes. The
# lock is the one under which a month is closed, shared by all who book.
SHUT_MONTH = """
PERFORM pg_advisory_xact_lock_shared(hashtext('orders month end'));
IF EXISTS (
    SELECT 1 FROM new_rows
    WHERE date < (SELECT max(month) + interval '1 month' FROM orders_monthend WHERE status IN ('closed', 'submitted'))
) THEN
    RAISE EXCEPTION 'the month of this entry is closed';
END IF;
RETURN NULL;
"""


class Account(models.Model):
    """One row per customer. It is the lock under which everything that touches the customer's money happens."""

    customer = models.OneToOneField(
        "customers.Customer", models.PROTECT, related_name="account", verbose_name=_("customer")
    )
    # The sum of the ledger: what the customer owes, less what he has paid and what was credited. Changed only under the
    # lock of this row, in the transaction of the entry; `manage.py check_accounts` recomputes it.
    balance = MoneyField(_("balance"), negative=True, default=0)
    # Every statement follows it, unless another is chosen while one is sent (REC-05, F-29).
    statement_layout = models.CharField(
        _("layout of the statements"), max_length=16, choices=StatementLayout, default=StatementLayout.FULL
    )

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self):
        return str(self.customer)

    def get_absolute_url(self):
        return reverse("customer-account", args=[self.customer_id])


class LedgerEntry(models.Model):
    """One movement of an account, dated by its document. Never changed, never deleted (REC-13)."""

    Kind = LedgerEntryKind

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="entries", verbose_name=_("account"), db_index=False
    )
    date = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    content_type = models.ForeignKey(ContentType, models.PROTECT, db_index=False)
    object_id = models.BigIntegerField()
    document = GenericForeignKey("content_type", "object_id")
    # The document's number as it was booked, so that a statement needs no look at the document.
    reference = models.CharField(_("document"), max_length=80)
    # Positive: the customer owes more.
    amount = MoneyField(_("amount"), negative=True)
    due_date = models.DateField(_("payment due on"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("booked at"), auto_now_add=True)

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        indexes = [
            # Statement and running balance: one account by date. Opening balance: the sum before a date.
            # What was collected of one person's customers in a period, without looking at the rows (REC-14, quotas).
            models.Index(fields=["account", "date", "id"], include=["amount", "kind"], name="ledger_of_account"),
            # What was booked for one person's customers since the last computed month (PAY-09).
            models.Index(fields=["account", "created_at"], name="ledger_booked_since"),
            # The entries of one document, on its page.
            models.Index(fields=["content_type", "object_id"], name="ledger_of_document"),
            # Collection and billing of a period over all accounts (REC-11, REC-14, quotas).
            models.Index(fields=["kind", "date"], include=["account", "amount"], name="ledger_by_kind"),
            # What was booked in a month or since, over all accounts: whose statement is missing, balances of a past day.
            models.Index(fields=["date"], include=["account", "amount"], name="ledger_by_day"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="ledger_amount_is_not_zero")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="month_is_open",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="new_rows"),
                func=SHUT_MONTH,
            ),
        ]

    def __str__(self):
        return f"{self.date} {self.reference} {self.amount}"

    @property
    def is_payment(self):
        return self.kind in (self.Kind.PAYMENT, self.Kind.REVERSAL)

    @property
    def is_refund(self):
        return self.kind == self.Kind.REFUND

    @property
    def is_write_off(self):
        return self.kind in (self.Kind.WRITE_OFF, self.Kind.RECOVERY)

    @property
    def document_url(self):
        """The page of the document, without reading it."""
        if self.is_refund:
            return reverse("refund-detail", args=[self.object_id])
        if self.is_write_off:
            return reverse("doubtful-detail", args=[self.object_id])
        return reverse("payment-detail" if self.is_payment else "invoice-detail", args=[self.object_id])
