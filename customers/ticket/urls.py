"""Addresses of service tickets and the service desk."""

from django.urls import path

from customers.ticket.desk_views import ServiceDesk
from customers.ticket.views import CustomerTickets, TicketCreate, TicketDetail, TicketEdit, TicketList
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

register_list(CustomerTickets)

urlpatterns = [
    path("service/", ServiceDesk.as_view(), name="service-desk"),
    *document_urls("tickets", "ticket", list=TicketList, detail=TicketDetail, create=TicketCreate, edit=TicketEdit),
    path("customers/<int:pk>/tickets/", CustomerTickets.as_view(), name="customer-tickets"),
]
