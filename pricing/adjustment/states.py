"""The statuses of a price adjustment and what it is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AdjustmentStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In approval")
    JOINT_REVIEW = "joint_review", _("Joint review")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    IMPLEMENTED = "implemented", pgettext_lazy("price adjustment", "In force")
    CLOSED = "closed", pgettext_lazy("price adjustment", "Closed")
    DISCARDED = "discarded", _("Discarded")


ADJUSTMENT_TRANSITIONS: dict[str, list[str]] = {
    AdjustmentStatus.DRAFT: [AdjustmentStatus.SUBMITTED, AdjustmentStatus.DISCARDED],
    AdjustmentStatus.SUBMITTED: [
        AdjustmentStatus.JOINT_REVIEW,
        AdjustmentStatus.APPROVED,
        AdjustmentStatus.REJECTED,
        AdjustmentStatus.DRAFT,
    ],
    AdjustmentStatus.JOINT_REVIEW: [AdjustmentStatus.SUBMITTED, AdjustmentStatus.DRAFT],
    AdjustmentStatus.REJECTED: [AdjustmentStatus.DRAFT],
    # Before its day it may be recalled; once it holds, only while nothing was priced by it.
    AdjustmentStatus.APPROVED: [AdjustmentStatus.IMPLEMENTED, AdjustmentStatus.DRAFT],
    AdjustmentStatus.IMPLEMENTED: [AdjustmentStatus.CLOSED, AdjustmentStatus.DRAFT],
}


class Extent(models.TextChoices):
    """How far prices move (幅度)."""

    PERCENT = "percent", _("By per cent")
    AMOUNT = "amount", _("By an amount")
    OWN = "own", _("To the prices entered below")


class Scope(models.TextChoices):
    """Which items move (范围)."""

    LIST = "list", _("The whole price list")
    CATEGORY = "category", _("A product category")
    PRODUCTS = "products", _("The products entered below")


class Rounding(models.TextChoices):
    MICRO = "0.000001", _("Six decimals")
    CENT = "0.01", _("To the fen")
    JIAO = "0.1", _("To the jiao")
    YUAN = "1", _("To the yuan")
    TEN = "10", _("To ten yuan")
