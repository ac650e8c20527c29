"""Milestones on the way to a customer: the sample is confirmed, a letter of intent is agreed (LEAD-08)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop


class PotentialCustomer(models.Model):
    """A lead, and the opportunity it becomes, on which both milestones may be reached (LEAD-08, 004 §5.5.3).

    Each says which field names its rep, when it takes milestones and how its paper names customer and contact.
    """

    # Kinds of evidence of the two milestones.
    SAMPLE_FILE, INTENT_FILE = gettext_noop("Sample confirmation"), gettext_noop("Letter of intent")

    sample = models.CharField(_("sample"), max_length=120, blank=True, editable=False)
    sample_state = models.CharField(_("state of the sample"), max_length=200, blank=True, editable=False)
    sample_confirmed_on = models.DateField(_("sample confirmed on"), null=True, blank=True, editable=False)
    intention = models.TextField(_("intention"), blank=True, editable=False)
    intent_agreed_on = models.DateField(_("letter of intent agreed on"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    # The field that names the rep whose potential customer it is.
    REP = ""

    @property
    def takes_milestones(self):
        """Somebody was spoken to and it is not decided yet: milestones may be recorded (LEAD-08)."""
        raise NotImplementedError

    @property
    def parties(self):
        """``(customer, contact with telephone)`` as the paper of the milestones names them."""
        raise NotImplementedError

    @property
    def potential_on(self):
        """The day on which the second of the two milestones was reached; None while one is missing."""
        if self.sample_confirmed_on is None or self.intent_agreed_on is None:
            return None
        return max(self.sample_confirmed_on, self.intent_agreed_on)
