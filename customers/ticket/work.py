"""A ticket from the assignment to its closing (SVC-02, SVC-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.service.skill import lacks_skill, possible_assignees
from customers.ticket.models import ServiceTicket
from customers.ticket.permissions import can_manage_ticket, can_work_on_ticket
from salesmgmt.core import words
from salesmgmt.core.domain.routing import route
from salesmgmt.core.domain.todo import close_tasks, open_task
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from customers.category.models import ProductCategory
    from salesmgmt.core.models import User

WORK = "ticket-work"  # the to-do of the one it is assigned to
UNASSIGNED = "ticket-unassigned"  # the to-do of the team lead
Status = ServiceTicket.Status


def _locked(pk: int) -> ServiceTicket:
    return lock(ServiceTicket, pk, "customer__owner", "product_category", "assignee")


@transaction.atomic
def assign_ticket(pk: int, user: User, assignee: User, comment: str = "") -> ServiceTicket:
    """Give the ticket to a technician or the rep; without the skill it is given too, and marked (SVC-02, CF-25)."""
    ticket = _locked(pk)
    guard(ticket, Status.ASSIGNED)
    require(can_manage_ticket(user, ticket))
    if ticket.status == Status.RESOLVED:
        raise BusinessError(_("Record first what the customer says of the result."))
    if not possible_assignees(ticket).filter(pk=assignee.pk).exists():
        raise BusinessError(_("%(person)s is neither a technician nor the responsible rep.") % {"person": assignee})
    return _give(ticket, user, assignee, comment, gettext_noop("Ticket assigned"))


def _give(ticket: ServiceTicket, user: User, assignee: User, comment: str, action: str, **fields: Any) -> ServiceTicket:
    unskilled = lacks_skill(assignee, ticket.product_category)
    if unskilled:
        warning = skill_warning(assignee, ticket.product_category)
        comment = f"{comment}\n{warning}".strip()
    move(
        ticket,
        Status.ASSIGNED,
        user,
        action=action,
        comment=comment,
        assignee=assignee,
        assigned_at=timezone.now(),
        lacks_skill=unskilled,
        mode="",
        **fields,
    )
    route(ticket, user=assignee)
    close_tasks(ticket, [UNASSIGNED, WORK], user)
    open_task(
        WORK,
        ticket,
        assignee,
        lambda: _("Service for %(customer)s: %(need)s") % {"customer": ticket.customer, "need": ticket.need[:80]},
        body=ticket.need,
        tell=assignee != user,
    )
    return ticket


def skill_warning(person: User, category: ProductCategory) -> str:
    return _("%(person)s has no skill for %(category)s.") % {"person": person, "category": category}


@transaction.atomic
def start_service(pk: int, user: User, mode: str, comment: str = "") -> ServiceTicket:
    """assigned → on site or remote; the way may change while the work goes on (SVC-03, 001 三(五)3)."""
    ticket = _locked(pk)
    if mode not in ServiceTicket.Mode.values:
        raise BusinessError(_("Say whether somebody goes there or helps from afar."))
    guard(ticket, mode)
    require(can_work_on_ticket(user, ticket))
    return move(ticket, mode, user, comment=comment, mode=mode)


@transaction.atomic
def resolve_ticket(pk: int, user: User, resolution: str, resolved_at: Any = None) -> ServiceTicket:
    """What was done; possible only from on site or remote, so that the way of service is known (SVC-03)."""
    ticket = _locked(pk)
    require(can_work_on_ticket(user, ticket))
    if ticket.status in (Status.NEW, Status.ASSIGNED):
        raise BusinessError(_("Say first whether the service is on site or remote."))
    guard(ticket, Status.RESOLVED)
    moment = resolved_at or timezone.now()
    if not resolution.strip():
        raise BusinessError(_("Write down what was done."))
    if not ticket.opened_at <= moment <= timezone.now():
        raise BusinessError(_("A ticket is resolved between its opening and now."))
    close_tasks(ticket, WORK, user)
    return move(ticket, Status.RESOLVED, user, comment=resolution, resolution=resolution.strip(), resolved_at=moment)


@transaction.atomic
def confirm_ticket(pk: int, user: User, confirmed_by: str, satisfied: bool, comment: str = "") -> ServiceTicket:
    """The customer confirms; where he is not satisfied the ticket goes back to who had it (SVC-03)."""
    ticket = _locked(pk)
    guard(ticket, Status.CONFIRMED)
    require(can_manage_ticket(user, ticket))
    if not confirmed_by.strip():
        raise BusinessError(_("Say who confirmed it for the customer."))
    if satisfied:
        return move(
            ticket,
            Status.CONFIRMED,
            user,
            comment=comment or confirmed_by,
            satisfied=True,
            confirmed_by=confirmed_by.strip(),
            confirmed_at=timezone.now(),
        )
    if not comment.strip():
        raise BusinessError(_("Write down what the customer is not satisfied with."))
    text = words.beside(confirmed_by.strip(), comment.strip())
    return _give(ticket, user, ticket.assignee, text, gettext_noop("Reopened"), satisfied=False, resolved_at=None)


@transaction.atomic
def close_ticket(pk: int, user: User) -> ServiceTicket:
    """confirmed → closed."""
    ticket = _locked(pk)
    guard(ticket, Status.CLOSED)
    require(can_manage_ticket(user, ticket))
    return move(ticket, Status.CLOSED, user, closed_at=timezone.now())


@transaction.atomic
def add_ticket_note(pk: int, user: User, comment: str) -> Any:
    """Progress, kept in the course of the ticket."""
    ticket = _locked(pk)
    require(can_work_on_ticket(user, ticket))
    if ticket.status == Status.CLOSED:
        raise BusinessError(_("This ticket is closed."))
    if not comment.strip():
        raise BusinessError(_("Write down what was done."))
    return change(ticket, user, gettext_noop("Progress"), comment=comment.strip())
