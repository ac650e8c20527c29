"""How a customer stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Grade(models.TextChoices):
    """The credit grade of an evaluation (004 §2.3)."""

    A = "A", _("A excellent")
    B = "B", _("B good")
    C = "C", _("C average")
    D = "D", _("D develop with caution")
    E = "E", _("E do not develop")


class CustomerStatus(models.TextChoices):
    PROSPECT = "prospect", _("Prospect")
    UNDER_EVALUATION = "under_evaluation", _("Under evaluation")
    ACTIVE = "active", _("In cooperation")
    DORMANT = "dormant", _("Dormant")
    BLOCKED = "blocked", _("Blocked")
    MERGED = "merged", _("Merged into another file")


class CustomerSegment(models.TextChoices):
    KEY = "key", _("Key")
    REGULAR = "regular", _("Regular")
    OCCASIONAL = "occasional", _("Occasional")


class CustomerLocation(models.TextChoices):
    LOCAL = "local", _("In the city")
    REMOTE = "remote", _("Out of the city")


class CustomerOrigin(models.TextChoices):
    OWN = "own", _("Opened by sales")
    IMPORTED = "imported", _("Imported")


# Merged is the end of a file that was opened twice; from every state, by a manager's decision alone.
CUSTOMER_TRANSITIONS: dict[str, list[str]] = {
    CustomerStatus.PROSPECT: [CustomerStatus.UNDER_EVALUATION, CustomerStatus.MERGED],
    CustomerStatus.UNDER_EVALUATION: [CustomerStatus.ACTIVE, CustomerStatus.BLOCKED, CustomerStatus.MERGED],
    CustomerStatus.ACTIVE: [CustomerStatus.BLOCKED, CustomerStatus.DORMANT, CustomerStatus.MERGED],
    # Graded E while dormant: the sources do not name it, and an approved report must have its effect.
    CustomerStatus.DORMANT: [CustomerStatus.ACTIVE, CustomerStatus.BLOCKED, CustomerStatus.MERGED],
    CustomerStatus.BLOCKED: [CustomerStatus.ACTIVE, CustomerStatus.MERGED],
}
