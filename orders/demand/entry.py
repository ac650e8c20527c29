"""Entering a demand notice: who called for what, by which channel, with which evidence (ORD-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.contract.standing import price_of
from orders.demand.lines import write_lines
from orders.demand.models import DemandLine, DemandNotice
from orders.demand.permissions import can_create_demand, can_edit_demand
from orders.demand.rules import agreed_price_problems, kind_problems
from salesmgmt.core import audit
from salesmgmt.core.domain import attachments
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import assign, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from contracts.contract.models import Contract
    from customers.customer.models import Customer
    from orders.supply.states import SupplyKind
    from salesmgmt.core.models import User

FAX, EMAIL, PHONE = DemandNotice.Channel.FAX, DemandNotice.Channel.EMAIL, DemandNotice.Channel.PHONE


def missing_evidence(
    channel: str, *, has_scan: bool, caller: str = "", called_at: dt.datetime | None = None, call_content: str = ""
) -> str:
    """What of the written notice, or of the telephone record that stands for it, is missing; "" if nothing (ORD-04,
    004 §4.3.1)."""
    if channel in (FAX, EMAIL) and not has_scan:
        return _("Attach the customer's written notice (the fax or e-mail).")
    if channel == PHONE:
        wanted = [(caller, _("caller")), (called_at, _("time of the call")), (call_content, _("content of the call"))]
        missing = [str(label) for value, label in wanted if not value]
        if missing:
            return _("The telephone record is incomplete: %(fields)s.") % {"fields": "、".join(missing)}
    return ""


def missing_evidence_of(demand: DemandNotice) -> str:
    return missing_evidence(
        demand.channel,
        has_scan=attachments.Attachment.objects.of(demand).exists(),
        caller=demand.caller,
        called_at=demand.called_at,
        call_content=demand.call_content,
    )


def price_problems_of(demand: DemandNotice) -> list:
    """The lines of a notice whose price is not the contract's, in words (ORD-02, ORD-04)."""
    return agreed_price_problems(demand.kind, demand.contract, demand.lines.select_related("product"), price_of)


def refuse_other_price(demand: DemandNotice) -> None:
    """A notice under contract is checked at the contract's prices, or it would end as an order nobody can confirm."""
    problems = price_problems_of(demand)
    if problems:
        raise BusinessError(" ".join(problems))


@transaction.atomic
def create_demand(user: User, *, lines: list, customer: Customer, scan: Any = None, **fields: Any) -> DemandNotice:
    """Enter a notice as received; the scan of the customer's paper is attached with it."""
    require(can_create_demand(user, customer))
    _check(customer, fields.get("kind"), fields.get("contract"))
    demand = DemandNotice(customer=customer, number=next_number(DemandNotice.KIND), created_by=user, **fields)
    demand.save()
    _write(demand, lines)
    audit.record(demand, user, gettext_noop("Created"))
    _attach(demand, scan, user)
    return demand


@transaction.atomic
def update_demand(pk: int, user: User, *, lines: list, scan: Any = None, **fields: Any) -> DemandNotice:
    """Correct a notice that nobody has decided on; what the rep had checked must be checked again."""
    demand = lock(DemandNotice, pk)
    _require_open(demand)
    require(can_edit_demand(user, demand))
    customer = fields.get("customer", demand.customer)
    require(can_edit_demand(user, demand) and can_create_demand(user, customer))
    _check(customer, fields.get("kind", demand.kind), fields.get("contract"))
    with recorded(demand, user):
        assign(demand, fields)
        demand.save(update_fields=[*fields, *demand.touched_fields()])
        _write(demand, lines)
    _attach(demand, scan, user)
    return demand


def _require_open(demand: DemandNotice) -> None:
    if not demand.is_editable:
        raise BusinessError(
            _("%(document)s is “%(now)s” and can no longer be edited.")
            % {"document": demand, "now": demand.get_status_display()}
        )


def _check(customer: Customer, kind: SupplyKind, contract: Contract | None) -> None:
    problems = kind_problems(kind, contract, customer)
    if problems:
        raise BusinessError(" ".join(problems))


def _write(demand: DemandNotice, lines: list) -> None:
    if not lines:
        raise BusinessError(_("Enter at least one line."))
    demand.amount = write_lines(demand, "demand", DemandLine, lines)
    demand.save(update_fields=["amount", *demand.touched_fields()])


def _attach(demand: DemandNotice, scan: Any, user: User) -> None:
    if scan:
        attachments.add(demand, scan, user, kind=gettext_noop("Customer's notice"))


@transaction.atomic
def confirm_checks(
    pk: int, user: User, *, checked_item: bool, checked_state: bool, checked_quantity: bool, checked_time: bool
) -> DemandNotice:
    """The rep has checked item, product state, quantity and delivery time: received → checked (ORD-04). All four."""
    demand = lock(DemandNotice, pk)
    guard(demand, DemandNotice.Status.CHECKED)
    require(can_edit_demand(user, demand))
    if not all((checked_item, checked_state, checked_quantity, checked_time)):
        raise BusinessError(_("Item, product state, quantity and delivery time must all be checked."))
    missing = missing_evidence_of(demand)
    if missing:
        raise BusinessError(missing)
    refuse_other_price(demand)
    return move(
        demand,
        DemandNotice.Status.CHECKED,
        user,
        checked_item=True,
        checked_state=True,
        checked_quantity=True,
        checked_time=True,
        checked_by=user,
        checked_at=timezone.now(),
    )


@transaction.atomic
def reopen_demand(pk: int, user: User, comment: str = "") -> DemandNotice:
    """Back to received, to correct what was found wrong; the four checks are due again."""
    demand = lock(DemandNotice, pk)
    guard(demand, DemandNotice.Status.RECEIVED)
    require(can_edit_demand(user, demand))
    return move(
        demand,
        DemandNotice.Status.RECEIVED,
        user,
        comment=comment,
        checked_item=False,
        checked_state=False,
        checked_quantity=False,
        checked_time=False,
        checked_by=None,
        checked_at=None,
    )
