"""How a return stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReturnStatus(models.TextChoices):
    NOTIFIED = "notified", pgettext_lazy("return", "Notice received")
    ON_SITE = "on_site", pgettext_lazy("return", "At the customer's")
    REASON_RECORDED = "reason_recorded", pgettext_lazy("return", "Reason recorded")
    LIST_CONFIRMED = "list_confirmed", pgettext_lazy("return", "List confirmed")
    IN_TRANSIT_BACK = "in_transit_back", pgettext_lazy("return", "On the way back")
    QUALITY_REVIEW = "quality_review", pgettext_lazy("return", "With quality")
    PERMITTED = "permitted", pgettext_lazy("return", "Return permitted")
    REFUSED = "refused", pgettext_lazy("return", "Return refused")
    DISCREPANCY = "discrepancy", pgettext_lazy("return", "Count differs")
    RECEIVED = "received", pgettext_lazy("return", "In the return store")
    CREDITED = "credited", pgettext_lazy("return", "Credited")
    REPLACING = "replacing", pgettext_lazy("return", "To be replaced")
    CLOSED = "closed", pgettext_lazy("return", "Closed")
    SENT_BACK = "sent_back", pgettext_lazy("return", "Handed back to the customer")
    CANCELLED = "cancelled", pgettext_lazy("return", "Cancelled")


class ReturnCategory(models.TextChoices):
    """004 §6.1.1 to §6.1.5."""

    REJECTED = "1", _("1 Does not match, rejected at delivery")
    ASSEMBLY = "2", _("2 Quality problem at assembly")
    CLEARANCE = "3", _("3 Stock clearance")
    CLOSING = "4", _("4 Customer closes, merges or changes over")
    WARRANTY = "5", _("5 Warranty parts from the market")


class ReturnOutcome(models.TextChoices):
    """What the customer gets for returned goods, as agreed with him."""

    CREDIT = "credit", pgettext_lazy("return outcome", "Credit")
    REPLACEMENT = "replacement", pgettext_lazy("return outcome", "Replacement")
    REPAIR = "repair", pgettext_lazy("return outcome", "Repair and return")


class ReasonKind(models.TextChoices):
    WRITTEN = "written", pgettext_lazy("return reason", "In writing")
    ORAL = "oral", pgettext_lazy("return reason", "Orally")


# Papers that an act files, and what a category rests on beside the reason: key and words. Goods rejected at delivery have
# the signed note with the difference.
WRITTEN_REASON = ("written_reason", _("Written reason of the customer"))
SIGNED_LIST = ("signed_list", _("Return list signed by the customer"))
CUSTOMER_DOCUMENT = ("customer_document", _("Return document of the customer"))
COUNT_PHOTO = ("count_photo", _("Photo of the count"))
CATEGORY_PAPERS = {
    ReturnCategory.ASSEMBLY: ("defect_record", _("Photo or record of the defect")),
    ReturnCategory.CLEARANCE: ("stock_list", _("Stock list of the customer")),
    ReturnCategory.CLOSING: ("closing_paper", _("Paper on the closing or change")),
    ReturnCategory.WARRANTY: ("warranty_list", _("Warranty claim list")),
}

RETURN_TRANSITIONS: dict[str, list[str]] = {
    ReturnStatus.NOTIFIED: [ReturnStatus.ON_SITE, ReturnStatus.CANCELLED],
    ReturnStatus.ON_SITE: [ReturnStatus.REASON_RECORDED, ReturnStatus.CANCELLED],
    ReturnStatus.REASON_RECORDED: [ReturnStatus.LIST_CONFIRMED, ReturnStatus.CANCELLED],
    # A list that turns out to be wrong is opened again before the customer's formalities.
    ReturnStatus.LIST_CONFIRMED: [
        ReturnStatus.IN_TRANSIT_BACK,
        ReturnStatus.REASON_RECORDED,
        ReturnStatus.CANCELLED,
    ],
    ReturnStatus.IN_TRANSIT_BACK: [ReturnStatus.QUALITY_REVIEW],
    ReturnStatus.QUALITY_REVIEW: [ReturnStatus.PERMITTED, ReturnStatus.REFUSED, ReturnStatus.IN_TRANSIT_BACK],
    # Until it is credited a permit can be withdrawn: the goods wait for quality again.
    ReturnStatus.PERMITTED: [ReturnStatus.RECEIVED, ReturnStatus.DISCREPANCY, ReturnStatus.IN_TRANSIT_BACK],
    ReturnStatus.DISCREPANCY: [ReturnStatus.RECEIVED, ReturnStatus.PERMITTED, ReturnStatus.IN_TRANSIT_BACK],
    ReturnStatus.RECEIVED: [ReturnStatus.CREDITED, ReturnStatus.REPLACING, ReturnStatus.IN_TRANSIT_BACK],
    ReturnStatus.REFUSED: [ReturnStatus.SENT_BACK],
    # What was to be replaced is credited after all: it waits for finance again.
    ReturnStatus.CREDITED: [ReturnStatus.CLOSED, ReturnStatus.RECEIVED],
    ReturnStatus.REPLACING: [ReturnStatus.CLOSED, ReturnStatus.RECEIVED, ReturnStatus.IN_TRANSIT_BACK],
}
