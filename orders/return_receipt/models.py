"""What the return store received (退货入库单), what became of it, and what was credited."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.return_order.models import ReturnLine, ReturnOrder, ReturnPermit
from orders.return_order.states import ReturnOutcome
from orders.return_receipt.querysets import ReturnReplacementQuerySet
from orders.return_receipt.states import CreditSource, DispositionKind
from salesmgmt.core.money import MoneyField


class ReturnReceipt(models.Model):
    """The store's count against a permit; number and date of the document it issues (RET-07). A count that was repeated,
    or whose permit was withdrawn, is void and stays."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    return_order = models.ForeignKey(ReturnOrder, models.PROTECT, related_name="receipts", verbose_name=_("return"))
    permit = models.ForeignKey(ReturnPermit, models.PROTECT, related_name="receipts", verbose_name=_("return permit"))
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    counted_at = models.DateTimeField(_("counted at"))
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    resolution = models.TextField(_("how the difference was resolved"), blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(_("difference resolved at"), null=True)
    void_reason = models.CharField(_("void because"), max_length=200, blank=True)
    voided_at = models.DateTimeField(_("void since"), null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("return store receipt")
        verbose_name_plural = _("return store receipts")
        constraints = [
            models.UniqueConstraint(
                fields=["return_order"], condition=Q(voided_at__isnull=True), name="one_valid_receipt_per_return"
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True, resolution="")
                | Q(resolved_at__isnull=False, resolved_by__isnull=False) & ~Q(resolution=""),
                name="return_difference_resolved_by_somebody",
            ),
        ]

    def __str__(self):
        return self.number


class ReturnReceiptLine(models.Model):
    """What was counted of one line of the list, beside what the list says."""

    receipt = models.ForeignKey(ReturnReceipt, models.CASCADE, related_name="lines", db_index=False)
    line = models.ForeignKey(ReturnLine, models.PROTECT, related_name="counts", verbose_name=_("return line"))
    listed = models.DecimalField(_("quantity of the list"), max_digits=14, decimal_places=2)
    counted = models.DecimalField(_("counted"), max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("counted line")
        verbose_name_plural = _("counted lines")
        constraints = [
            models.UniqueConstraint(fields=["receipt", "line"], name="return_line_once_per_count"),
            models.CheckConstraint(condition=Q(counted__gte=0), name="return_count_not_negative"),
        ]

    def __str__(self):
        return f"{self.line}"

    @property
    def difference(self):
        return self.counted - self.listed


class ReturnDisposition(models.Model):
    """What quality decided about received goods; it alone moves stock. Taken back it stays, with the time."""

    Kind = DispositionKind

    line = models.ForeignKey(ReturnLine, models.PROTECT, related_name="dispositions", verbose_name=_("return line"))
    kind = models.CharField(_("disposition"), max_length=10, choices=DispositionKind)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    reason = models.CharField(_("reason"), max_length=200)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided at"))
    # Of goods in rework: how much of them is good again and went into stock; the rest is scrap.
    reworked_good = models.DecimalField(_("good after rework"), max_digits=14, decimal_places=2, null=True)
    reworked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reworked_at = models.DateTimeField(_("rework finished at"), null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(_("taken back at"), null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("disposition of returned goods")
        verbose_name_plural = _("dispositions of returned goods")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="return_disposition_quantity_positive"),
            models.CheckConstraint(
                condition=Q(reworked_good__isnull=True, reworked_at__isnull=True, reworked_by__isnull=True)
                | Q(
                    kind=DispositionKind.REWORK,
                    reworked_good__gte=0,
                    reworked_good__lte=F("quantity"),
                    reworked_at__isnull=False,
                    reworked_by__isnull=False,
                    taken_back_at__isnull=True,
                ),
                name="return_rework_finished_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.line} {self.get_kind_display()}"


class ReturnReplacement(models.Model):
    """The order line by which received goods are replaced, or come back repaired; it counts until that order is cancelled.

    ``charged``: goods the customer never accepted were never billed, so what comes in their place is.
    """

    line = models.ForeignKey(ReturnLine, models.PROTECT, related_name="replacements", verbose_name=_("return line"))
    order_line = models.OneToOneField(
        "orders.OrderLine", models.PROTECT, related_name="replaces", verbose_name=_("order line")
    )
    outcome = models.CharField(
        pgettext_lazy("return", "customer gets"),
        max_length=12,
        choices=[each for each in ReturnOutcome.choices if each[0] != ReturnOutcome.CREDIT],
    )
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    charged = models.BooleanField(_("charged: never accepted, so never billed"), default=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)

    objects = ReturnReplacementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("replacement of returned goods")
        verbose_name_plural = _("replacements of returned goods")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="return_replacement_quantity_positive"),
        ]

    def __str__(self):
        return f"{self.line} {self.get_outcome_display()}"


class ReturnCredit(models.Model):
    """What was taken off for one line: on which invoice by which red letter, or of what is still to be billed (RET-08)."""

    Source = CreditSource

    line = models.ForeignKey(ReturnLine, models.PROTECT, related_name="credits", verbose_name=_("return line"))
    source = models.CharField(_("taken off"), max_length=10, choices=CreditSource)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    amount = MoneyField(_("amount"))
    invoice = models.ForeignKey(
        "orders.Invoice", models.PROTECT, null=True, related_name="+", verbose_name=_("invoice")
    )
    credit_note = models.ForeignKey(
        "orders.Invoice", models.PROTECT, null=True, related_name="return_credits", verbose_name=_("credit note")
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("credit of a return")
        verbose_name_plural = _("credits of returns")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="return_credit_quantity_positive"),
            models.CheckConstraint(
                condition=Q(source=CreditSource.BILLED, invoice__isnull=False, credit_note__isnull=False)
                | ~Q(source=CreditSource.BILLED) & Q(invoice__isnull=True, credit_note__isnull=True),
                name="return_credit_by_a_red_letter",
            ),
        ]

    def __str__(self):
        return f"{self.line} {self.get_source_display()}"
