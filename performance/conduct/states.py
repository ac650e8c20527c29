"""How a conduct incident stands and what may follow."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ConductStatus(models.TextChoices):
    RECORDED = "recorded", pgettext_lazy("conduct", "Recorded")
    HEARD = "heard", pgettext_lazy("conduct", "Heard")
    CLOSED = "closed", pgettext_lazy("conduct", "Closed")


class ConductKind(models.TextChoices):
    SECRET = "secret", pgettext_lazy("conduct", "Trade secret leaked")
    MEANS = "means", pgettext_lazy("conduct", "Improper means")
    BRIBE = "bribe", pgettext_lazy("conduct", "Bribe or kickback")
    PROCESS = "process", pgettext_lazy("conduct", "Policy or process not followed")


class Finding(models.TextChoices):
    PROVED = "proved", pgettext_lazy("conduct", "Proved")
    UNPROVED = "unproved", pgettext_lazy("conduct", "Not proved")


CONDUCT_TRANSITIONS: dict[str, list[str]] = {
    ConductStatus.RECORDED: [ConductStatus.HEARD],
    ConductStatus.HEARD: [ConductStatus.CLOSED],
}
