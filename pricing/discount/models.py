"""Requests for a price outside the company's price rules (特殊折扣)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pricing.discount.querysets import SpecialDiscountQuerySet
from pricing.discount.states import SPECIAL_DISCOUNT_TRANSITIONS, SpecialDiscountStatus
from pricing.product.models import Product
from pricing.quote.models import Quote
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import UnitPriceField


class SpecialDiscount(Document):
    """The special prices of one quote, asked for with a reason (QUO-04, QUO-05). Margins are computed, never stored."""

    KIND = "special_discount"
    TRANSITIONS = SPECIAL_DISCOUNT_TRANSITIONS
    EDITABLE = (SpecialDiscountStatus.DRAFT,)
    ENDED = (SpecialDiscountStatus.REJECTED, SpecialDiscountStatus.VOID, SpecialDiscountStatus.DISCARDED)
    STEPPER = (
        SpecialDiscountStatus.DRAFT,
        SpecialDiscountStatus.SUBMITTED,
        SpecialDiscountStatus.MANAGER_ENDORSED,
        SpecialDiscountStatus.APPROVED,
    )
    SNAPSHOT_LINES = ("lines",)

    Status = SpecialDiscountStatus

    OPEN = (SpecialDiscountStatus.DRAFT, SpecialDiscountStatus.SUBMITTED, SpecialDiscountStatus.MANAGER_ENDORSED)
    IN_APPROVAL = (SpecialDiscountStatus.SUBMITTED, SpecialDiscountStatus.MANAGER_ENDORSED)

    quote = models.ForeignKey(Quote, models.PROTECT, related_name="discounts", verbose_name=_("quote"))
    reason = models.TextField(_("reason of the request"))
    status = StatusField(Status)

    objects = SpecialDiscountQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("special discount")
        verbose_name_plural = _("special discounts")
        triggers = [status_trigger(SPECIAL_DISCOUNT_TRANSITIONS)]
        constraints = [
            # One open request a quote: a second click cannot start another.
            models.UniqueConstraint(
                fields=["quote"],
                condition=Q(
                    status__in=[
                        SpecialDiscountStatus.DRAFT,
                        SpecialDiscountStatus.SUBMITTED,
                        SpecialDiscountStatus.MANAGER_ENDORSED,
                    ]
                ),
                name="one_open_special_discount_per_quote",
            )
        ]

    @property
    def customer(self):
        return self.quote.customer

    @property
    def title(self):
        return f"{self.quote.number} {self.quote.customer.name}"


class SpecialDiscountLine(models.Model):
    """The price asked for one product at one quantity; a copy, so that the request says for ever what was asked."""

    discount = models.ForeignKey(SpecialDiscount, models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", verbose_name=_("product"))
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2)
    # Null where the product has no list price at all.
    list_price = UnitPriceField(_("list price"), null=True)
    requested_price = UnitPriceField(_("requested price"))
    tax_rate = models.DecimalField(_("tax rate (%)"), max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("special discount line")
        verbose_name_plural = _("special discount lines")

    def __str__(self):
        return f"{self.product} {self.requested_price}"
