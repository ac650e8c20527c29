"""Why something of a commission has not been paid."""

from django.db import models
from django.utils.translation import pgettext_lazy


class WhyNot(models.TextChoices):
    NOBODY = "nobody", pgettext_lazy("commission", "Nobody was in charge")
    PENDING_RATE = "pending_rate", pgettext_lazy("commission", "Rate to be decided")
    HELD = "held", pgettext_lazy("commission", "The line is held back")
    RELEASED = "released", pgettext_lazy("commission", "Decided, paid with the next statement")
    QUOTA = "quota", pgettext_lazy("commission", "Quota not met: paid with the settlement of the year")
    TO_REVIEW = "to_review", pgettext_lazy("commission", "The statement is to be reviewed")
    TO_APPROVE = "to_approve", pgettext_lazy("commission", "The statement is to be approved")
    TO_PAY = "to_pay", pgettext_lazy("commission", "Approved, not yet paid out")
