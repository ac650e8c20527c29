"""Addresses of after-sales service."""

from django.urls import path

from customers.service.views import CommitmentCreate, CommitmentEdit, CommitmentList, TeamCreate, TeamEdit, TeamList
from customers.ticket.desk_views import ServiceDesk
from customers.ticket.views import CustomerTickets, TicketCreate, TicketDetail, TicketEdit, TicketList
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

register_list(CustomerTickets)

urlpatterns = [
    path("service/", ServiceDesk.as_view(), name="service-desk"),
    *document_urls("tickets", "ticket", list=TicketList, detail=TicketDetail, create=TicketCreate, edit=TicketEdit),
    *document_urls(
        "service/commitments", "service-commitment", list=CommitmentList, create=CommitmentCreate, edit=CommitmentEdit
    ),
    *document_urls("service/teams", "service-team", list=TeamList, create=TeamCreate, edit=TeamEdit),
    path("customers/<int:pk>/tickets/", CustomerTickets.as_view(), name="customer-tickets"),
]
