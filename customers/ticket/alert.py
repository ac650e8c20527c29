"""Tickets that nobody takes (SVC-03)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from customers.ticket.models import ServiceTicket
from customers.ticket.work import UNASSIGNED
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.domain.routing import route
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import open_task
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import lock


def alert_unassigned(at: dt.datetime) -> int:
    """J04 ticket_unassigned: unassigned for 24 hours (SET-54), the team lead gets a to-do, once a ticket (SVC-03)."""
    limit = at - dt.timedelta(hours=policy().ticket_unassigned_hours)
    rows = ServiceTicket.objects.filter(status=ServiceTicket.Status.NEW, opened_at__lte=limit, alerted_at__isnull=True)
    found = list(rows.order_by("pk").only("pk", "number"))
    return one_by_one("ticket-unassigned", found, lambda ticket: _alert(ticket.pk))


@transaction.atomic
def _alert(pk: int) -> int:
    ticket = lock(ServiceTicket, pk, "team__lead", "customer")
    if ticket.status != ServiceTicket.Status.NEW or ticket.alerted_at is not None:
        return 0
    team = ticket.team if ticket.team and ticket.team.is_active and ticket.team.lead.is_active else None
    person = team.lead if team else User.objects.with_role(Role.SVC).first()
    if person is None:
        return 0  # asked again next time: somebody may work in the service centre by then
    route(ticket, user=person)
    open_task(
        UNASSIGNED,
        ticket,
        person,
        lambda: _("Nobody has taken this ticket yet: %(ticket)s") % {"ticket": ticket.title},
        body=ticket.need,
    )
    ticket.alerted_at = timezone.now()
    ticket.save(update_fields=["alerted_at"])
    return 1
