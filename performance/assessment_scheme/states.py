"""How a version of the assessment scheme stands, and what its lines may be."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SchemeStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    ACTIVE = "active", _("In force")
    SUPERSEDED = "superseded", _("Superseded")
    DISCARDED = "discarded", _("Discarded")


SCHEME_TRANSITIONS: dict[str, list[str]] = {
    SchemeStatus.DRAFT: [SchemeStatus.ACTIVE, SchemeStatus.DISCARDED],
    SchemeStatus.ACTIVE: [SchemeStatus.SUPERSEDED],
}


class KpiKind(models.TextChoices):
    QUANTITATIVE = "quantitative", pgettext_lazy("assessment", "Computed")
    QUALITATIVE = "qualitative", pgettext_lazy("assessment", "Judged by the superior")


class DeductionKind(models.TextChoices):
    SHORTFALL = "shortfall", pgettext_lazy("assessment", "For each 1 % short of the target")
    EACH = "each", pgettext_lazy("assessment", "For each")
