"""The statuses of a termination and its grounds, and which may follow which (states.md, Termination)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TerminationStatus(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("termination", "Proposed")
    AWAITING_AGREEMENT = "awaiting_agreement", _("Waiting for the agreement of both")
    GM_APPROVAL = "gm_approval", _("General manager's approval")
    TERMINATED = "terminated", pgettext_lazy("contract", "Terminated")
    CLOSED = "closed", pgettext_lazy("termination", "Settled and closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Ground(models.TextChoices):
    STATUTORY = "statutory", _("A cause by law")
    AGREED = "agreed", _("A cause agreed in the contract")


TERMINATION_TRANSITIONS: dict[str, list[str]] = {
    TerminationStatus.PROPOSED: [TerminationStatus.AWAITING_AGREEMENT, TerminationStatus.WITHDRAWN],
    TerminationStatus.AWAITING_AGREEMENT: [TerminationStatus.GM_APPROVAL, TerminationStatus.WITHDRAWN],
    # Sent back or withdrawn by its applicant it waits for the agreement again.
    TerminationStatus.GM_APPROVAL: [
        TerminationStatus.TERMINATED,
        TerminationStatus.WITHDRAWN,
        TerminationStatus.AWAITING_AGREEMENT,
    ],
    TerminationStatus.TERMINATED: [TerminationStatus.CLOSED],
}
# From the proposal to the decision: the contract has one such termination at most.
OPEN = (TerminationStatus.PROPOSED, TerminationStatus.AWAITING_AGREEMENT, TerminationStatus.GM_APPROVAL)
