"""What the fields of a follow-up call may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FollowUpCallWay(models.TextChoices):
    PHONE = "phone", _("Telephone")
    ON_SITE = "on_site", _("On site")
    MESSAGE = "message", _("Message")


class FollowUpCallNeeds(models.TextChoices):
    """What an issue leads to."""

    NOTHING = "", _("Nothing further")
    COMPLAINT = "complaint", _("A complaint")
    TICKET = "ticket", _("A service ticket")
