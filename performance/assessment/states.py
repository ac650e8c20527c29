"""How an assessment stands and what may follow (states.md)."""

from django.db import models
from django.utils.translation import pgettext_lazy


class AssessmentStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("assessment", "Period running")
    SCORING = "scoring", pgettext_lazy("assessment", "To be scored")
    REVIEWED = "reviewed", pgettext_lazy("assessment", "Scored")
    CONFIRMED = "confirmed", pgettext_lazy("assessment", "Confirmed")
    APPLIED = "applied", pgettext_lazy("assessment", "Applied")
    ARCHIVED = "archived", pgettext_lazy("assessment", "Archived")


ASSESSMENT_TRANSITIONS: dict[str, list[str]] = {
    AssessmentStatus.OPEN: [AssessmentStatus.SCORING],
    AssessmentStatus.SCORING: [AssessmentStatus.REVIEWED],
    AssessmentStatus.REVIEWED: [AssessmentStatus.CONFIRMED, AssessmentStatus.SCORING],
    AssessmentStatus.CONFIRMED: [AssessmentStatus.APPLIED],
    AssessmentStatus.APPLIED: [AssessmentStatus.ARCHIVED],
}
# Figures are computed anew until somebody has scored them; afterwards they are a copy.
COMPUTABLE = (AssessmentStatus.OPEN, AssessmentStatus.SCORING)
# The person sees his own result from now on (KPI-15), and nothing of it is changed any more.
SEEN = (AssessmentStatus.CONFIRMED, AssessmentStatus.APPLIED, AssessmentStatus.ARCHIVED)
