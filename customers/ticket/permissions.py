from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.ticket.states import ServiceTicketStatus
from salesmgmt.core.permissions import Role, may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from customers.ticket.models import ServiceTicket
    from salesmgmt.core.models import User


def can_open_ticket(user: User, customer: Customer) -> bool:
    """The rep for his customers, the supervisor for the team's, the service centre for any (SVC-06)."""
    return may(user, "ticket", "C", owner=customer.owner)


@because(_("A service ticket is managed by those in charge of the customer and by the service centre."))
def can_manage_ticket(user: User, ticket: ServiceTicket) -> bool:
    """Those in charge of the customer and the service centre: they edit, assign, record the confirmation."""
    return may(user, "ticket", "U", owner=ticket.customer.owner, document=ticket)


@because(_("A service ticket is edited by those who manage it, until it is closed."))
def can_edit_ticket(user: User, ticket: ServiceTicket) -> bool:
    return ticket.is_editable and can_manage_ticket(user, ticket)


@because(_("A service ticket is worked on by the person it is assigned to and those who manage it."))
def can_work_on_ticket(user: User, ticket: ServiceTicket) -> bool:
    """Who it is assigned to, and those who could assign it."""
    return ticket.assignee_id in user.acting_ids or can_manage_ticket(user, ticket)


@because(_("The service desk is the service centre's."))
def can_use_service_desk(user: User) -> bool:
    """The customer service centre is the single window (SVC-06)."""
    return user.has_role(Role.SVC)


def can_reassign_ticket(user: User, ticket: ServiceTicket) -> bool:
    return ticket.status != ServiceTicketStatus.RESOLVED and can_manage_ticket(user, ticket)


def can_start_work(user: User, ticket: ServiceTicket) -> bool:
    waiting = (ServiceTicketStatus.ASSIGNED, ServiceTicketStatus.ON_SITE, ServiceTicketStatus.REMOTE)
    return ticket.status in waiting and can_work_on_ticket(user, ticket)


def can_note_on_ticket(user: User, ticket: ServiceTicket) -> bool:
    return ticket.status != ServiceTicketStatus.CLOSED and can_work_on_ticket(user, ticket)
