"""A customer gets another rep: the complaints still to be handled become his (CUS-08, CMP-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from customers.complaint.intake import HANDLE, open_handling_task
from customers.complaint.models import Complaint
from salesmgmt.core.domain.todo import hand_over_tasks

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from salesmgmt.core.models import User


def hand_over_complaints(customer: Customer, user: User, before: User, owner: User) -> None:
    """The to-dos go to the new rep; a complaint that had none, for want of a rep, gets one now."""
    for complaint in Complaint.objects.filter(customer=customer).unhandled().order_by("pk"):
        complaint.customer = customer
        if not hand_over_tasks(complaint, owner, kinds=[HANDLE]):
            subject = _("Complaint to handle: %(complaint)s") % {"complaint": complaint.title}
            open_handling_task(complaint, subject, complaint.content, True)
