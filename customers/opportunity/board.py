"""What presses on an opportunity: the words of its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from customers.opportunity.pursuit import days_in_stage, is_stale
from salesmgmt.core import calendar

if TYPE_CHECKING:
    from customers.opportunity.models import Opportunity


def age(opportunity: Opportunity) -> str:
    """How long it has stood in its stage, in words."""
    return _("%(n)d days") % {"n": days_in_stage(opportunity)}


def attention(opportunity: Opportunity) -> list:
    """``[(tone, words)]`` of what presses: it stands still, its contact is due (OPP-05)."""
    found = []
    if is_stale(opportunity):
        found.append(("bad", _("Stands still")))
    if opportunity.next_contact_on and opportunity.next_contact_on <= calendar.today():
        found.append(("warn", _("Contact is due")))
    return found
