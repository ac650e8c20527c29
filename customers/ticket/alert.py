"""Tickets that nobody takes (SVC-03)."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from customers.ticket.models import ServiceTicket
from customers.ticket.work import UNASSIGNED
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.routing import route_many
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import open_tasks
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import lock_many


def alert_unassigned(at: dt.datetime) -> int:
    """J04 ticket_unassigned: unassigned for 24 hours (SET-54), the team lead gets a to-do, once a ticket (SVC-03)."""
    limit = at - dt.timedelta(hours=policy().ticket_unassigned_hours)
    rows = ServiceTicket.objects.filter(status=ServiceTicket.Status.NEW, opened_at__lte=limit, alerted_at__isnull=True)
    found = list(rows.order_by("pk").only("pk", "number"))
    return in_batches("ticket-unassigned", found, lambda tickets: _alert([ticket.pk for ticket in tickets]))


@transaction.atomic
def _alert(pks: list[int]) -> int:
    """Without anybody in the service centre they are asked again next time."""
    nobodys = [
        ticket
        for ticket in lock_many(ServiceTicket, pks, "team__lead", "customer")
        if ticket.status == ServiceTicket.Status.NEW and ticket.alerted_at is None
    ]
    centre = User.objects.with_role(Role.SVC).first()
    asked = [(ticket, _lead_of(ticket) or centre) for ticket in nobodys if _lead_of(ticket) or centre]
    route_many(asked)
    open_tasks(
        UNASSIGNED,
        [(ticket, person, partial(_nobody_has, ticket)) for ticket, person in asked],
        body=lambda ticket: ticket.need,
        tell=True,
    )
    ServiceTicket.objects.filter(pk__in=[ticket.pk for ticket, _person in asked]).update(alerted_at=timezone.now())
    return len(asked)


def _lead_of(ticket: ServiceTicket) -> User | None:
    return ticket.team.lead if ticket.team and ticket.team.is_active and ticket.team.lead.is_active else None


def _nobody_has(ticket: ServiceTicket) -> str:
    return _("Nobody has taken this ticket yet: %(ticket)s") % {"ticket": ticket.title}
