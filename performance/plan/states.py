"""How a sales plan stands, what may follow, and what its lines are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SalesPlanStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In approval")
    APPROVED = "approved", _("Approved")
    RELEASED = "released", pgettext_lazy("sales plan", "Released")
    REJECTED = "rejected", _("Rejected")
    DISCARDED = "discarded", _("Discarded")


class PlanScope(models.TextChoices):
    """What a line of the plan is about (PLN-02)."""

    COMPANY = "company", pgettext_lazy("sales plan", "Company")
    REGION = "region", pgettext_lazy("sales plan", "Region")
    TEAM = "team", pgettext_lazy("sales plan", "Team")
    PERSON = "person", pgettext_lazy("sales plan", "Person")
    RESERVE = "reserve", pgettext_lazy("sales plan", "Reserve")


class Spread(models.TextChoices):
    """How an amount is spread over months or over those below."""

    EVENLY = "evenly", _("Evenly")
    LAST_YEAR = "last_year", _("By last year's collections")


SALES_PLAN_TRANSITIONS: dict[str, list[str]] = {
    SalesPlanStatus.DRAFT: [SalesPlanStatus.SUBMITTED, SalesPlanStatus.DISCARDED],
    SalesPlanStatus.SUBMITTED: [SalesPlanStatus.APPROVED, SalesPlanStatus.REJECTED, SalesPlanStatus.DRAFT],
    SalesPlanStatus.APPROVED: [SalesPlanStatus.RELEASED, SalesPlanStatus.DRAFT],
}
# One plan of a year is alive: on its way or in force.
ALIVE = (SalesPlanStatus.DRAFT, SalesPlanStatus.SUBMITTED, SalesPlanStatus.APPROVED, SalesPlanStatus.RELEASED)
# The general manager has agreed: everybody sees his part of it, and quotas are allocated (PLN-01).
AGREED = (SalesPlanStatus.APPROVED, SalesPlanStatus.RELEASED)
