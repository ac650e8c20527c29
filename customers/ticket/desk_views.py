"""The start page of the customer service centre (SVC-06)."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from customers.complaint.tables import ComplaintTable
from customers.lead.models import Lead
from customers.ticket.desk import find_callers, urgent_complaints, waiting_tickets
from customers.ticket.permissions import can_use_service_desk
from customers.ticket.tables import TicketTable
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb


class ServiceDesk(View):
    """Who calls? Then one of three: complaint, ticket, inquiry."""

    def get(self, request):
        require(can_use_service_desk(request.user))
        user, text = request.user, request.GET.get("q", "").strip()[:80].replace("\0", "")
        context = {
            "title": _("Service desk"),
            "crumbs": [Crumb(_("Service desk"))],
            "q": text,
            "callers": [(customer, ways_in(customer)) for customer in find_callers(user, text)] if text else None,
            "new_inquiry": address("lead-create", source=Lead.Source.SERVICE_CENTRE),
            "complaint_table": ComplaintTable(urgent_complaints(user), user=user, chosen=SHORT_COMPLAINT),
            "ticket_table": TicketTable(waiting_tickets(user), user=user, chosen=SHORT_TICKET),
        }
        return render(request, "customers/ticket/service_desk.html", context)


SHORT_COMPLAINT = ("number", "customer", "clock", "severity", "owner")
SHORT_TICKET = ("number", "customer", "kind", "warranty", "opened_at")


def address(name, **params):
    return f"{reverse(name)}?{urlencode({key: value for key, value in params.items() if value})}"


def ways_in(customer):
    """The three forms with what is known of the caller already filled in."""
    contact = next(iter(customer.contacts.all()), None)
    who = {"contact_name": contact.name if contact else "", "contact_phone": contact.phone if contact else ""}
    lead = {
        "company": customer.name,
        "contact_name": who["contact_name"],
        "phone": who["contact_phone"] or customer.phone,
        "source": Lead.Source.SERVICE_CENTRE,
        "region": customer.region_id,
        # That this firm is a customer is known; the inquiry is meant for its rep.
        "known_customer": customer.pk,
    }
    return {
        "complaint": address("complaint-create", customer=customer.pk, **who),
        "ticket": address("ticket-create", customer=customer.pk, **who, place=customer.address),
        "inquiry": address("lead-create", **lead),
    }
