"""How a promotion plan stands, what may follow, and by which channels it works."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PromotionPlanStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In approval")
    APPROVED = "approved", _("Approved")
    DISCARDED = "discarded", _("Discarded")


class PromotionChannel(models.TextChoices):
    ONLINE = "online", pgettext_lazy("promotion", "Online advertising")
    FAIR = "fair", pgettext_lazy("promotion", "Trade fair")
    SOCIAL = "social", pgettext_lazy("promotion", "Social media")
    EVENT = "event", pgettext_lazy("promotion", "Offline event")
    OTHER = "other", pgettext_lazy("promotion", "Other channel")


PROMOTION_PLAN_TRANSITIONS: dict[str, list[str]] = {
    PromotionPlanStatus.DRAFT: [PromotionPlanStatus.SUBMITTED, PromotionPlanStatus.DISCARDED],
    PromotionPlanStatus.SUBMITTED: [PromotionPlanStatus.APPROVED, PromotionPlanStatus.DRAFT],
}
# One plan a year: being written, in approval or approved.
ALIVE = (PromotionPlanStatus.DRAFT, PromotionPlanStatus.SUBMITTED, PromotionPlanStatus.APPROVED)
