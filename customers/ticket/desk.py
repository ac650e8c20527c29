"""What the customer service centre, the single window, begins with: who is calling (SVC-06, 002-2 §18.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from customers.complaint.models import Complaint
from customers.complaint.querysets import OPEN as OPEN_COMPLAINT
from customers.customer.models import Customer
from customers.ticket.models import ServiceTicket
from customers.ticket.querysets import OPEN as OPEN_TICKET

if TYPE_CHECKING:
    from customers.complaint.querysets import ComplaintQuerySet
    from customers.ticket.querysets import TicketQuerySet
    from salesmgmt.core.models import User

SHOWN = 12
URGENT = 8


def find_callers(user: User, text: str) -> list:
    """Customers by name, pinyin or number, or by the telephone of the firm or one of its people, with what is open."""
    rows = Customer.objects.visible_to(user)
    digits = "".join(character for character in text if character.isdigit())
    if len(digits) >= 4 and len(digits) >= len(text.strip()) - 3:
        number = Q(phone__contains=digits) | Q(contacts__phone__contains=digits)
        rows = rows.filter(number | Q(number__contains=digits)).distinct()
    elif text:
        rows = rows.search(text)
    found = list(rows.select_related("owner").prefetch_related("contacts")[:SHOWN])
    for rows, name in (
        (Complaint.objects.filter(status__in=OPEN_COMPLAINT), "open_complaints"),
        (ServiceTicket.objects.filter(status__in=OPEN_TICKET), "open_tickets"),
    ):
        counts = dict(
            rows.visible_to(user).filter(customer__in=found).order_by().values_list("customer").annotate(n=Count("pk"))
        )
        for customer in found:
            setattr(customer, name, counts.get(customer.pk, 0))
    return found


def urgent_complaints(user: User) -> ComplaintQuerySet:
    """The clocks that run out first."""
    return Complaint.objects.visible_to(user).unhandled().with_people().order_by("deadline_at", "pk")[:URGENT]


def waiting_tickets(user: User) -> TicketQuerySet:
    """What nobody has taken yet, longest first."""
    return (
        ServiceTicket.objects.visible_to(user)
        .filter(status=ServiceTicket.Status.NEW)
        .with_people()
        .order_by("opened_at", "pk")[:URGENT]
    )
