"""Complaints for other pages: the customer's page, home, reports."""

from django.utils import timezone

from customers.complaint.deadline import clock_of
from customers.complaint.models import Complaint


def open_complaints(user):
    """What this person may see of the complaints not yet closed."""
    return Complaint.objects.visible_to(user).open()


def open_complaints_of(customer, user):
    """The open complaints of a customer, the most urgent first, each with its ``clock``.

    For the customer's page: ``{% include "customers/complaint/_clock.html" with clock=complaint.clock %}``.
    """
    rows = list(open_complaints(user).filter(customer=customer).with_people().order_by("deadline_at", "pk"))
    now = timezone.now()
    for row in rows:
        row.clock = clock_of(row, now)
    return rows
