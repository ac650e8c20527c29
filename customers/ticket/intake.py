"""Requests for service, written down with what the warranty says about them (SVC-01, SVC-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.complaint.intake import OLDEST_YEAR
from customers.service.models import ServiceTeam
from customers.service.skill import lacks_skill
from customers.service.warranty import lineage, warranty_of
from customers.ticket.models import ServiceTicket
from customers.ticket.permissions import can_edit_ticket, can_open_ticket
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from customers.category.models import ProductCategory
    from customers.customer.models import Customer
    from salesmgmt.core.models import User

ABOUT_GOODS = ("product_category", "product_code", "order_number", "contract_number", "accepted_on")


@transaction.atomic
def open_ticket(user: User, customer: Customer, need: str, **more: Any) -> ServiceTicket:
    """A new ticket, waiting for somebody to be assigned; its team is told (SVC-03, 001 三(五)3).

    ``more``: kind, contact_name, contact_phone, place, product_category, product_code, product_name, order_number,
    contract_number, accepted_on, team, opened_at. The warranty is judged for the day of opening (SVC-01).
    """
    require(can_open_ticket(user, customer), _("You may not open tickets for this customer."))
    opened_at = more.pop("opened_at", None) or timezone.now()
    if not (need or "").strip():
        raise BusinessError(_("Write down what the customer needs."))
    if opened_at > timezone.now():
        raise BusinessError(_("A ticket cannot have been opened in the future."))
    refuse_absurd(more.get("accepted_on"))
    ticket = ServiceTicket(
        number=next_number(ServiceTicket.KIND),
        created_by=user,
        customer=customer,
        need=need.strip(),
        opened_at=opened_at,
        **more,
    )
    ticket.team = ticket.team or team_for(ticket.product_category)
    ticket.warranty, ticket.warranty_until = warranty_of(ticket)
    ticket.save()
    audit.record(ticket, user, gettext_noop("Ticket opened"), to_status=ticket.status)
    notify(
        [ticket.team.lead if ticket.team else None, customer.owner if customer.owner != user else None],
        lambda: _("New service ticket: %(ticket)s") % {"ticket": ticket.title},
        url=ticket.get_absolute_url(),
        body=ticket.need,
    )
    return ticket


def refuse_absurd(accepted_on: dt.date | None) -> None:
    """Goods are accepted by today; a year before 2000 is a slip of the keyboard, no rule."""
    if accepted_on is not None and (accepted_on.year < OLDEST_YEAR or accepted_on > today()):
        raise BusinessError(_("Check the day on which the goods were accepted."))


def team_for(category: ProductCategory) -> ServiceTeam:
    """The team that knows this class of products; without one the first that works (SVC-02)."""
    teams = ServiceTeam.objects.filter(is_active=True).select_related("lead")
    knows = teams.filter(technicians__skills__in=lineage(category)).first() if category else None
    return knows or teams.first()


@transaction.atomic
def update_ticket(pk: int, user: User, **fields: Any) -> ServiceTicket:
    """Correct what was written down; what concerns the goods lets warranty and skill be judged again (SVC-01, SVC-02)."""
    ticket = lock(ServiceTicket, pk, "customer__owner", "product_category", "assignee")
    require(can_edit_ticket(user, ticket))
    if not fields.get("need", ticket.need).strip():
        raise BusinessError(_("Write down what the customer needs."))
    refuse_absurd(fields.get("accepted_on"))
    if ticket.assignee and "product_category" in fields:
        fields["lacks_skill"] = lacks_skill(ticket.assignee, fields["product_category"])
    if any(name in fields for name in ABOUT_GOODS):
        before = {name: getattr(ticket, name) for name in fields}
        for name, value in fields.items():
            setattr(ticket, name, value)
        fields["warranty"], fields["warranty_until"] = warranty_of(ticket)
        for name, value in before.items():
            setattr(ticket, name, value)
    return change(ticket, user, gettext_noop("Edited"), **fields)
