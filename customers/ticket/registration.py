"""What service tickets and the service desk tell core."""

from django.utils.translation import gettext_lazy as _

from customers.ticket.alert import alert_unassigned
from customers.ticket.models import ServiceTicket
from customers.ticket.permissions import can_use_service_desk, can_work_on_ticket
from customers.ticket.states import ServiceTicketStatus
from customers.ticket.work import UNASSIGNED, WORK
from salesmgmt.core.domain.evidence import register_evidence
from salesmgmt.core.permissions import Role, may_at_all, reads
from salesmgmt.core.registry import (
    Tab,
    register_bar,
    register_document,
    register_home_card,
    register_menu,
    register_periodic,
    register_tab,
    register_task_kind,
)
from salesmgmt.core.web.status import register_tones


def register():
    register_document(ServiceTicket, "TKT", _("Service ticket"), _("Service tickets"), "tool", "ticket-list")
    register_bar("service-desk", Role.SVC, order=5)
    register_menu("work", _("Service desk"), "service-desk", "headset", can_use_service_desk, order=5)
    register_menu("service", _("Service tickets"), "ticket-list", "tool", reads("ticket"), order=52)
    register_tab(
        "customer",
        Tab(
            "tickets",
            _("Service tickets"),
            "customer-tickets",
            icon="tool",
            order=32,
            count=lambda customer, user: ServiceTicket.objects.visible_to(user).open().filter(customer=customer),
            can=lambda user, customer: may_at_all(user, "ticket", "R"),
        ),
    )
    register_task_kind(
        WORK, _("Service ticket"), "tool", by_hand=False, how=_("This is done when the ticket is resolved.")
    )
    register_task_kind(
        UNASSIGNED,
        _("Ticket without assignee"),
        "user-question",
        by_hand=False,
        how=_("This is done when somebody is assigned."),
    )
    register_periodic(
        "ticket-unassigned",
        _("Service tickets that nobody has taken"),
        "0 * * * *",
        alert_unassigned,
        rules="SVC-03",
        in_batches=True,
    )
    register_evidence(ServiceTicket, also=can_work_on_ticket)
    register_tones(info=[ServiceTicketStatus.ON_SITE, ServiceTicketStatus.REMOTE])
    register_home_card(
        "tickets-unassigned",
        _("Tickets to assign"),
        reads("ticket"),
        lambda user: ServiceTicket.objects.visible_to(user).filter(status=ServiceTicket.Status.NEW),
        f"ticket-list?status={ServiceTicket.Status.NEW}",
        icon="tool",
        tone="warn",
        order=16,
    )
