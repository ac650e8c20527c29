"""How a revision of the sales plan stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SalesPlanRevisionStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", pgettext_lazy("plan revision", "Proposed")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    DISCARDED = "discarded", _("Discarded")


SALES_PLAN_REVISION_TRANSITIONS: dict[str, list[str]] = {
    SalesPlanRevisionStatus.DRAFT: [SalesPlanRevisionStatus.PROPOSED, SalesPlanRevisionStatus.DISCARDED],
    SalesPlanRevisionStatus.PROPOSED: [
        SalesPlanRevisionStatus.APPROVED,
        SalesPlanRevisionStatus.REJECTED,
        SalesPlanRevisionStatus.DRAFT,
    ],
}
# On its way: one at a time, so that two do not change the same month.
PREPARED = (SalesPlanRevisionStatus.DRAFT, SalesPlanRevisionStatus.PROPOSED)
