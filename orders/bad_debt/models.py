"""Receivables that will hardly be paid (呆帐), and the proposals to write them off (坏帐)."""

import pgtrigger
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.bad_debt.querysets import DoubtfulQuerySet, WriteOffQuerySet
from orders.bad_debt.states import (
    DOUBTFUL_TRANSITIONS,
    ON_THE_WAY,
    WRITE_OFF_TRANSITIONS,
    DoubtfulStatus,
    WriteOffStatus,
)
from orders.dunning.states import Cause
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.money import ZERO, MoneyField


class DoubtfulReceivable(Document):
    """An overdue invoice of which its rep says that it will hardly be paid, and what became of it (REC-04).

    The invoice keeps its status, which its figures decide; that it is doubtful, or was written off, stands here.
    """

    KIND = "doubtful"
    Status = DoubtfulStatus
    TRANSITIONS = DOUBTFUL_TRANSITIONS
    ENDED = (DoubtfulStatus.BAD, DoubtfulStatus.CLEARED)
    STEPPER = (DoubtfulStatus.DOUBTFUL, DoubtfulStatus.BAD)
    RUNNING = Q(status=DoubtfulStatus.DOUBTFUL)

    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="doubtful_receivables",
        verbose_name=_("customer"),
        db_index=False,
    )
    status = StatusField(Status)
    invoice = models.ForeignKey(
        "orders.Invoice", models.PROTECT, related_name="doubtful", editable=False, verbose_name=_("invoice")
    )
    # What was open when it was marked; what is open today stands on the invoice.
    amount = MoneyField(_("open when marked"), editable=False)
    marked_on = models.DateField(_("doubtful since"), editable=False)
    cause = models.CharField(_("cause of the delay"), max_length=20, choices=Cause)
    reason = models.TextField(_("why payment is doubtful"))
    measures = models.TextField(pgettext_lazy("receivable", "measures taken"))
    # The risk report it rests on, of an app to the right: known by its kind and key.
    risk_type = models.ForeignKey(
        ContentType, models.PROTECT, editable=False, related_name="+", verbose_name=_("risk report")
    )
    risk_id = models.BigIntegerField(_("risk report"), editable=False)
    risk = GenericForeignKey("risk_type", "risk_id")
    # The day on which it was written off, or on which it was no longer doubtful.
    ended_on = models.DateField(pgettext_lazy("receivable", "ended on"), null=True, blank=True, editable=False)
    # What was written off, and what of it came in afterwards: the sums of its allocations.
    written_off = MoneyField(_("written off"), default=0, editable=False)
    recovered = MoneyField(_("recovered"), default=0, editable=False)

    objects = DoubtfulQuerySet.as_manager()

    class Meta:
        ordering = ["-marked_on", "-pk"]
        verbose_name = _("doubtful receivable")
        verbose_name_plural = _("doubtful receivables")
        indexes = [
            models.Index(fields=["customer", "-marked_on", "-id"], name="doubtful_of_customer"),
            models.Index(fields=["status", "-marked_on", "-id"], name="doubtful_by_status"),
            models.Index(fields=["ended_on"], name="doubtful_by_end"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(status=DoubtfulStatus.DOUBTFUL), name="doubtful_once"
            ),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(measures=""), name="doubtful_has_measures"),
            models.CheckConstraint(
                condition=Q(status=DoubtfulStatus.DOUBTFUL, ended_on__isnull=True)
                | (~Q(status=DoubtfulStatus.DOUBTFUL) & Q(ended_on__isnull=False)),
                name="doubtful_ended_has_day",
            ),
            models.CheckConstraint(
                condition=Q(written_off=0, recovered=0)
                | Q(status=DoubtfulStatus.BAD, written_off__gt=0, recovered__gte=0, recovered__lte=F("written_off")),
                name="doubtful_recovered_within_loss",
            ),
        ]
        triggers = [
            status_trigger(DOUBTFUL_TRANSITIONS),
            pgtrigger.Protect(name="is_kept", operation=pgtrigger.Delete),
        ]

    @property
    def date(self):
        """As the origin of an allocation: the day of the write-off."""
        return self.ended_on

    @property
    def lost(self):
        """What was written off and has not come in since."""
        return self.written_off - self.recovered

    @property
    def still_open(self):
        return self.invoice.open_amount if self.status == DoubtfulStatus.DOUBTFUL else ZERO


class WriteOff(Document):
    """The proposal to write a doubtful receivable off: by the rep, decided by finance and general manager (SET-47)."""

    KIND = "write_off"
    Status = WriteOffStatus
    TRANSITIONS = WRITE_OFF_TRANSITIONS
    EDITABLE = (WriteOffStatus.DRAFT, WriteOffStatus.REJECTED)
    ENDED = (WriteOffStatus.APPROVED, WriteOffStatus.DISCARDED)
    STEPPER = (WriteOffStatus.DRAFT, WriteOffStatus.SUBMITTED, WriteOffStatus.APPROVED)

    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="write_offs", verbose_name=_("customer")
    )
    status = StatusField(Status)
    doubtful = models.ForeignKey(
        DoubtfulReceivable,
        models.PROTECT,
        related_name="write_offs",
        editable=False,
        verbose_name=_("doubtful receivable"),
    )
    amount = MoneyField(_("amount to be written off"))
    reason = models.TextField(_("why nothing more is to be expected"))
    # What was done to collect it, and what proves the loss (judgment, insolvency, deregistration).
    evidence = models.TextField(_("what was done and what proves it"))
    decided_on = models.DateField(_("written off on"), null=True, blank=True, editable=False)

    objects = WriteOffQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("write-off")
        verbose_name_plural = _("write-offs")
        indexes = [models.Index(fields=["status", "-id"], name="write_off_by_status")]
        constraints = [
            models.UniqueConstraint(
                fields=["doubtful"], condition=Q(status__in=ON_THE_WAY), name="write_off_proposed_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="write_off_amount_positive"),
            models.CheckConstraint(
                condition=~Q(status=WriteOffStatus.APPROVED) | Q(decided_on__isnull=False),
                name="write_off_approved_has_day",
            ),
        ]
        triggers = [status_trigger(WRITE_OFF_TRANSITIONS)]
