"""How a solution stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SolutionStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    COMPLETE = "complete", _("Complete")
    PRESENTED = "presented", _("Presented")
    NOT_FEASIBLE = "not_feasible", _("Not feasible")
    SUPERSEDED = "superseded", _("Superseded")
    DISCARDED = "discarded", _("Discarded")


SOLUTION_TRANSITIONS: dict[str, list[str]] = {
    SolutionStatus.DRAFT: [
        SolutionStatus.COMPLETE,
        SolutionStatus.NOT_FEASIBLE,
        SolutionStatus.SUPERSEDED,
        SolutionStatus.DISCARDED,
    ],
    SolutionStatus.COMPLETE: [SolutionStatus.PRESENTED, SolutionStatus.NOT_FEASIBLE, SolutionStatus.SUPERSEDED],
    SolutionStatus.PRESENTED: [SolutionStatus.NOT_FEASIBLE, SolutionStatus.SUPERSEDED],
    SolutionStatus.NOT_FEASIBLE: [SolutionStatus.SUPERSEDED],
    # The new version was thrown away.
    SolutionStatus.SUPERSEDED: [SolutionStatus.COMPLETE, SolutionStatus.PRESENTED, SolutionStatus.NOT_FEASIBLE],
}
