"""The statuses of an amendment and of what it is about, and which may follow which (states.md, Contract amendment)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AmendmentStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    REQUESTED = "requested", pgettext_lazy("amendment", "Requested")
    RE_REVIEW = "re_review", _("Re-review")
    GM_APPROVAL = "gm_approval", _("General manager's approval")
    CUSTOMER_NEGOTIATION = "customer_negotiation", _("Negotiation with the customer")
    APPROVED = "approved", _("Approved")
    APPLIED = "applied", pgettext_lazy("amendment", "In force")
    CLOSED = "closed", pgettext_lazy("amendment", "Closed")
    NOT_ELIGIBLE = "not_eligible", _("Not possible")
    REJECTED = "rejected", _("Rejected")
    DISCARDED = "discarded", _("Discarded")


class Origin(models.TextChoices):
    CUSTOMER = "customer", pgettext_lazy("amendment", "The customer")
    COMPANY = "company", pgettext_lazy("amendment", "Our company")


class Change(models.TextChoices):
    """What a change is about (AMD-01: price, technical standard, technical state, configuration, material etc.)."""

    PRICE = "price", pgettext_lazy("amendment", "Price")
    TECHNICAL_STANDARD = "technical_standard", _("Technical standard")
    TECHNICAL_STATE = "technical_state", _("Technical state")
    CONFIGURATION = "configuration", _("Configuration")
    MATERIAL = "material", _("Material")
    QUANTITY = "quantity", _("Quantity")
    DATE = "date", pgettext_lazy("amendment", "Delivery date or period")
    TERMS = "terms", pgettext_lazy("amendment", "Clauses")


class Resolution(models.TextChoices):
    """What the customer concedes where production has started (AMD-03, 004 §3.10)."""

    FINISH = "finish_under_original", _("He takes the started products under the original contract")
    COMPENSATION = "compensation", _("He compensates the loss")


class Effect(models.TextChoices):
    """What an amendment in force did to one order or plan."""

    CORRECTED = "corrected", _("Corrected")
    KEPT = "kept", _("Stays under the original contract")
    HELD = "held", _("To be settled by hand")


AMENDMENT_TRANSITIONS: dict[str, list[str]] = {
    # A change wanted by the company goes to the general manager at once, one wanted by the customer is checked first.
    AmendmentStatus.DRAFT: [AmendmentStatus.REQUESTED, AmendmentStatus.GM_APPROVAL, AmendmentStatus.DISCARDED],
    AmendmentStatus.REQUESTED: [AmendmentStatus.RE_REVIEW, AmendmentStatus.GM_APPROVAL, AmendmentStatus.NOT_ELIGIBLE],
    AmendmentStatus.RE_REVIEW: [
        AmendmentStatus.GM_APPROVAL,
        AmendmentStatus.APPROVED,
        AmendmentStatus.REJECTED,
        AmendmentStatus.DRAFT,
    ],
    AmendmentStatus.GM_APPROVAL: [
        AmendmentStatus.APPROVED,
        AmendmentStatus.CUSTOMER_NEGOTIATION,
        AmendmentStatus.REJECTED,
        AmendmentStatus.DRAFT,
        AmendmentStatus.RE_REVIEW,
    ],
    AmendmentStatus.CUSTOMER_NEGOTIATION: [AmendmentStatus.APPROVED, AmendmentStatus.REJECTED],
    # The contract itself may end meanwhile.
    AmendmentStatus.APPROVED: [AmendmentStatus.APPLIED, AmendmentStatus.REJECTED],
    AmendmentStatus.APPLIED: [AmendmentStatus.CLOSED],
}
# Nobody has agreed to it in the end, and nobody refused it.
UNDECIDED = (
    AmendmentStatus.DRAFT,
    AmendmentStatus.REQUESTED,
    AmendmentStatus.RE_REVIEW,
    AmendmentStatus.GM_APPROVAL,
)
# From the request to the outcome: the contract has one such amendment at most.
OPEN = (
    AmendmentStatus.REQUESTED,
    AmendmentStatus.RE_REVIEW,
    AmendmentStatus.GM_APPROVAL,
    AmendmentStatus.CUSTOMER_NEGOTIATION,
    AmendmentStatus.APPROVED,
)
