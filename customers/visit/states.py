"""How a visit stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VisitStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    APPOINTED = "appointed", _("Appointed")
    DONE = "done", _("Visited")
    REPORTED = "reported", _("Reported")
    CANCELLED = "cancelled", _("Cancelled")


VISIT_TRANSITIONS: dict[str, list[str]] = {
    VisitStatus.PLANNED: [VisitStatus.APPOINTED, VisitStatus.CANCELLED],
    # Another time may be agreed on.
    VisitStatus.APPOINTED: [VisitStatus.APPOINTED, VisitStatus.DONE, VisitStatus.CANCELLED],
    VisitStatus.DONE: [VisitStatus.REPORTED],
}
