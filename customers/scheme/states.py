"""What the fields of an evaluation scheme may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvaluationCriterionKind(models.TextChoices):
    # Limits belong to one of two bands, by SET-02.
    RANGE = "range", _("Figure, limits by SET-02")
    # A place in a ranking: both ends of a band belong to it; no place at all is the last band.
    RANK = "rank", _("Rank")
    # A share: the lower limit always belongs to the band.
    SHARE = "share", _("Share")
    CHOICE = "choice", _("Choice")
