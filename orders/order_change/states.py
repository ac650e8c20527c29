"""How an order change stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrderChangeStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    NEEDS_AMENDMENT = "needs_amendment", _("Waits for a contract amendment")
    UNDER_REVIEW = "under_review", _("Under review")
    JOINT_REVIEW = "joint_review", _("Joint review")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    EXPLAINED = "explained", _("Explained to the customer")
    EXECUTED = "executed", _("Executed")
    CLOSED = "closed", pgettext_lazy("order change", "Closed")
    DISCARDED = "discarded", _("Discarded")


class OrderChangeKind(models.TextChoices):
    MODIFY = "modify", pgettext_lazy("order change", "Change")
    CANCEL = "cancel", _("Cancellation")


ORDER_CHANGE_TRANSITIONS: dict[str, list[str]] = {
    OrderChangeStatus.DRAFT: [OrderChangeStatus.SUBMITTED, OrderChangeStatus.DISCARDED],
    OrderChangeStatus.SUBMITTED: [
        OrderChangeStatus.UNDER_REVIEW,
        OrderChangeStatus.DRAFT,
        OrderChangeStatus.NEEDS_AMENDMENT,
    ],
    # It touches the contract: its amendment carries it out, ends it, or the representative takes it back (AMD-06).
    OrderChangeStatus.NEEDS_AMENDMENT: [
        OrderChangeStatus.EXECUTED,
        OrderChangeStatus.REJECTED,
        OrderChangeStatus.DRAFT,
    ],
    OrderChangeStatus.UNDER_REVIEW: [
        OrderChangeStatus.JOINT_REVIEW,
        OrderChangeStatus.APPROVED,
        OrderChangeStatus.REJECTED,
        OrderChangeStatus.DRAFT,
    ],
    OrderChangeStatus.JOINT_REVIEW: [OrderChangeStatus.UNDER_REVIEW, OrderChangeStatus.DRAFT],
    OrderChangeStatus.APPROVED: [OrderChangeStatus.EXECUTED],
    OrderChangeStatus.EXECUTED: [OrderChangeStatus.CLOSED],
    OrderChangeStatus.REJECTED: [OrderChangeStatus.EXPLAINED],
    OrderChangeStatus.EXPLAINED: [OrderChangeStatus.CLOSED],
}
