"""The journal of a month: entries for the ledger program, made once of each movement of receivables."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.journal.querysets import JournalBatchQuerySet
from orders.journal.states import Subject
from salesmgmt.core.money import MoneyField

KEPT = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class JournalBatch(models.Model):
    """What of a month was not journaled yet, laid down once: its files are the same whenever they are fetched."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    month = models.DateField(pgettext_lazy("books", "month"))
    count = models.PositiveIntegerField(_("journal entries"))
    debit = MoneyField(_("debit"), negative=True)
    credit = MoneyField(_("credit"), negative=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("done by")
    )
    created_at = models.DateTimeField(_("done at"), auto_now_add=True)

    objects = JournalBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("journal batch")
        verbose_name_plural = _("journal batches")
        constraints = [
            models.CheckConstraint(condition=Q(debit=F("credit")), name="journal_batch_balances"),
            models.CheckConstraint(condition=Q(month__day=1), name="journal_batch_is_of_a_month"),
        ]
        triggers = [KEPT]

    def __str__(self):
        return self.number


class JournalEntry(models.Model):
    """One movement of receivables as an entry of the ledger. The key to the movement makes it the only one."""

    batch = models.ForeignKey(JournalBatch, models.PROTECT, related_name="entries", verbose_name=_("journal batch"))
    movement = models.OneToOneField("orders.LedgerEntry", models.PROTECT, related_name="journal_entry")
    month = models.DateField(pgettext_lazy("books", "month"))
    # Running within the month over all batches.
    place = models.PositiveIntegerField(_("no."))
    summary = models.CharField(pgettext_lazy("journal", "summary"), max_length=60)

    class Meta:
        ordering = ["month", "place"]
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        constraints = [models.UniqueConstraint(fields=["month", "place"], name="journal_place_once_a_month")]
        triggers = [KEPT]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.place}"


class JournalLine(models.Model):
    """Debit or credit of one ledger account; negative amounts are red ones."""

    entry = models.ForeignKey(JournalEntry, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField(_("no."))
    subject = models.CharField(_("ledger account"), max_length=12, choices=Subject)
    # As it was set when the batch was made.
    code = models.CharField(_("account code"), max_length=40)
    debit = MoneyField(_("debit"), negative=True, default=0)
    credit = MoneyField(_("credit"), negative=True, default=0)

    class Meta:
        ordering = ["entry", "position"]
        verbose_name = _("journal line")
        verbose_name_plural = _("journal lines")
        constraints = [
            models.CheckConstraint(condition=Q(debit=0) | Q(credit=0), name="journal_line_has_one_side"),
            models.CheckConstraint(condition=~Q(code=""), name="journal_line_has_a_code"),
        ]
        triggers = [KEPT]

    def __str__(self):
        return f"{self.code} {self.debit or self.credit}"
