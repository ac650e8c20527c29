from django.db import models
from django.utils.translation import gettext_lazy as _

REVIEW_TRANSITIONS = {"open": ["proposed", "kept"], "proposed": ["open"]}


class ReviewStatus(models.TextChoices):
    OPEN = "open", _("To be reviewed")
    PROPOSED = "proposed", _("Adjustment proposed")
    KEPT = "kept", _("Price kept")
