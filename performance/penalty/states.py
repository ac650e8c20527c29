"""How a penalty stands, its kinds, and what may follow."""

from django.db import models
from django.utils.translation import pgettext_lazy


class PenaltyStatus(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("penalty", "Proposed")
    HEARD = "heard", pgettext_lazy("penalty", "Heard")
    DECIDED = "decided", pgettext_lazy("penalty", "Decided")
    RECOVERED = "recovered", pgettext_lazy("penalty", "Recovered")
    DISMISSED = "dismissed", pgettext_lazy("penalty", "Dismissed")


class PenaltyKind(models.TextChoices):
    CONCEALMENT = "concealment", pgettext_lazy("penalty", "Concealed risk")
    POOR_CONTROL = "poor_control", pgettext_lazy("penalty", "Poor control")


PENALTY_TRANSITIONS: dict[str, list[str]] = {
    PenaltyStatus.PROPOSED: [PenaltyStatus.HEARD],
    PenaltyStatus.HEARD: [PenaltyStatus.DECIDED, PenaltyStatus.DISMISSED],
    PenaltyStatus.DECIDED: [PenaltyStatus.RECOVERED],
}
IN_FORCE = (PenaltyStatus.DECIDED, PenaltyStatus.RECOVERED)
