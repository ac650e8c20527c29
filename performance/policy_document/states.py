"""How a policy document stands and what may follow."""

from django.db import models
from django.utils.translation import pgettext_lazy

# CQXF-XS-01 is printed with the version A/0: an edition and its revision (004, cover and §1.4).
VERSION = r"^[A-Z]/[0-9]{1,2}$"


class PolicyStatus(models.TextChoices):
    PREPARED = "prepared", pgettext_lazy("policy", "Prepared")
    AUDITED = "audited", pgettext_lazy("policy", "Audited")
    APPROVED = "approved", pgettext_lazy("policy", "Approved, not yet effective")
    EFFECTIVE = "effective", pgettext_lazy("policy", "Effective")
    SUPERSEDED = "superseded", pgettext_lazy("policy", "Superseded")
    WITHDRAWN = "withdrawn", pgettext_lazy("policy", "Withdrawn")


class Audience(models.TextChoices):
    EVERYBODY = "everybody", pgettext_lazy("policy", "Everybody")
    SALES = "sales", pgettext_lazy("policy", "The sales side")


POLICY_TRANSITIONS: dict[str, list[str]] = {
    PolicyStatus.PREPARED: [PolicyStatus.AUDITED, PolicyStatus.WITHDRAWN],
    # audited → prepared: sent back with a reason.
    PolicyStatus.AUDITED: [PolicyStatus.APPROVED, PolicyStatus.PREPARED],
    PolicyStatus.APPROVED: [PolicyStatus.EFFECTIVE],
    PolicyStatus.EFFECTIVE: [PolicyStatus.SUPERSEDED],
}
# Not yet in force: one such version of a policy at a time.
ON_ITS_WAY = (PolicyStatus.PREPARED, PolicyStatus.AUDITED, PolicyStatus.APPROVED)
# Somebody besides its author has signed: the text stands.
SIGNED = (PolicyStatus.AUDITED, PolicyStatus.APPROVED, PolicyStatus.EFFECTIVE, PolicyStatus.SUPERSEDED)
# What everybody may read.
PUBLISHED = (PolicyStatus.EFFECTIVE, PolicyStatus.SUPERSEDED)
