"""How a campaign and its invitations stand, what may follow, and what their fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CampaignStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("campaign", "Planned")
    SUBMITTED = "submitted", _("Submitted")
    APPROVED = "approved", _("Approved")
    PREPARING = "preparing", _("In preparation")
    RUNNING = "running", _("Under way")
    FINISHED = "finished", pgettext_lazy("campaign", "Finished")
    EVALUATED = "evaluated", pgettext_lazy("campaign", "Evaluated")
    CLOSED = "closed", pgettext_lazy("campaign", "Closed")
    CANCELLED = "cancelled", _("Cancelled")


class CampaignType(models.TextChoices):
    LAUNCH = "launch", _("New product launch")
    APPRECIATION = "appreciation", _("Customer appreciation event")
    PROMOTION = "promotion", _("Sales promotion")
    EXHIBITION = "exhibition", _("Exhibition")
    ACTIVITY = "activity", _("Customer activity")


class CampaignStage(models.TextChoices):
    """The four parts of carrying a campaign out (MKT-04, 001 四(二)2)."""

    PREPARATION = "preparation", pgettext_lazy("campaign", "Preparation")
    PUBLICITY = "publicity", pgettext_lazy("campaign", "Publicity")
    ON_SITE = "on_site", pgettext_lazy("campaign", "On-site organisation")
    RECEPTION = "reception", pgettext_lazy("campaign", "Customer reception")


OPEN = (
    CampaignStatus.PLANNED,
    CampaignStatus.SUBMITTED,
    CampaignStatus.APPROVED,
    CampaignStatus.PREPARING,
    CampaignStatus.RUNNING,
)


CAMPAIGN_TRANSITIONS: dict[str, list[str]] = {
    CampaignStatus.PLANNED: [CampaignStatus.SUBMITTED, CampaignStatus.CANCELLED],
    CampaignStatus.SUBMITTED: [CampaignStatus.APPROVED, CampaignStatus.PLANNED],
    CampaignStatus.APPROVED: [CampaignStatus.PREPARING, CampaignStatus.CANCELLED],
    CampaignStatus.PREPARING: [CampaignStatus.RUNNING],
    CampaignStatus.RUNNING: [CampaignStatus.FINISHED],
    CampaignStatus.FINISHED: [CampaignStatus.EVALUATED],
    CampaignStatus.EVALUATED: [CampaignStatus.CLOSED],
}


# While it is prepared and carried out, tasks are given and ticked off.
WITH_TASKS = (
    CampaignStatus.PLANNED,
    CampaignStatus.SUBMITTED,
    CampaignStatus.APPROVED,
    CampaignStatus.PREPARING,
    CampaignStatus.RUNNING,
)


class CampaignInvitationStatus(models.TextChoices):
    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    ATTENDED = "attended", _("Attended")
