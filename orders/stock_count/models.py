"""The stock count: what was found of a product, what the books said at that moment, and who approved the difference."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.stock_count.querysets import StockCountQuerySet
from orders.stock_count.states import STOCK_COUNT_TRANSITIONS, StockCountStatus
from salesmgmt.core.models import Document
from salesmgmt.core.state import StatusField, status_trigger


class StockCount(Document):
    """Counted is what lies in the finished goods store, whomever it is for. The difference is that of the moment of
    counting: what moves afterwards moves both figures. An equal count is a proof and needs nobody's approval."""

    KIND = "stock_count"

    Status = StockCountStatus
    TRANSITIONS = STOCK_COUNT_TRANSITIONS
    ENDED = (StockCountStatus.POSTED, StockCountStatus.REJECTED)
    STEPPER = (StockCountStatus.COUNTED, StockCountStatus.POSTED)

    product = models.ForeignKey(
        "pricing.Product", models.PROTECT, related_name="stock_counts", verbose_name=_("product")
    )
    status = StatusField(Status)
    counted = models.DecimalField(_("counted"), max_digits=14, decimal_places=2)
    book = models.DecimalField(_("in the books"), max_digits=14, decimal_places=2)
    reason = models.CharField(_("reason of the difference"), max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decision = models.CharField(_("remark on the decision"), max_length=200, blank=True)

    objects = StockCountQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("stock count")
        verbose_name_plural = _("stock counts")
        triggers = [status_trigger(STOCK_COUNT_TRANSITIONS)]
        constraints = [
            models.CheckConstraint(condition=Q(counted__gte=0, book__gte=0), name="stock_count_not_negative"),
            # Two counts of one product would add up their differences.
            models.UniqueConstraint(
                fields=["product"],
                condition=Q(status=StockCountStatus.COUNTED),
                name="one_open_count_of_a_product",
            ),
            models.CheckConstraint(
                condition=Q(counted=models.F("book")) | ~Q(reason=""), name="stock_difference_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(status=StockCountStatus.COUNTED)
                | Q(counted=models.F("book"))
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decided_by=models.F("created_by")),
                name="stock_difference_approved_by_another",
            ),
        ]

    @property
    def difference(self):
        return self.counted - self.book

    @property
    def responsible(self):
        """A product is nobody's."""
        return None
