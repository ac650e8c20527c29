"""How a special discount stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SpecialDiscountStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In approval")
    MANAGER_ENDORSED = "manager_endorsed", _("Endorsed by the manager")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    VOID = "void", _("Void")
    DISCARDED = "discarded", _("Discarded")


SPECIAL_DISCOUNT_TRANSITIONS: dict[str, list[str]] = {
    SpecialDiscountStatus.DRAFT: [SpecialDiscountStatus.SUBMITTED, SpecialDiscountStatus.DISCARDED],
    SpecialDiscountStatus.SUBMITTED: [
        SpecialDiscountStatus.MANAGER_ENDORSED,
        SpecialDiscountStatus.APPROVED,
        SpecialDiscountStatus.REJECTED,
        SpecialDiscountStatus.DRAFT,
    ],
    # Back to submitted where the manager takes his endorsement back.
    SpecialDiscountStatus.MANAGER_ENDORSED: [
        SpecialDiscountStatus.APPROVED,
        SpecialDiscountStatus.REJECTED,
        SpecialDiscountStatus.DRAFT,
        SpecialDiscountStatus.SUBMITTED,
    ],
    SpecialDiscountStatus.APPROVED: [SpecialDiscountStatus.VOID],
}
