"""From the quote to the handshake: quoted, negotiated, won (OPP-03, OPP-04). Pricing calls what follows its quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.negotiation.models import NegotiationRecord
from customers.negotiation.quoting import why_not_quoting
from customers.opportunity.models import Opportunity
from customers.opportunity.permissions import can_work_opportunity
from customers.opportunity.pursuit import advance, note_contact
from customers.solution.design import current_solution
from customers.support.request import refuse_infeasible
from salesmgmt.core import audit, registry
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.read_once import read_once
from salesmgmt.core.state import guard, lock, require
from salesmgmt.core.words import label_of

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import User

NEGOTIABLE = (*NegotiationRecord.TOPICS, "unit", "agreed_topics")


def why_no_offer(opportunity: Opportunity) -> str:
    """Why no quote of this opportunity may go out yet; "" where one may (OPP-03).

    Before quoting its needs, its solution and, for a complex project, the departments' answers are missing.
    """
    if opportunity.status == Opportunity.Status.LOST:
        return _("The opportunity %(what)s is lost.") % {"what": opportunity}
    if opportunity.status == Opportunity.Status.NEEDS_ANALYSIS:
        return _("The opportunity %(what)s is still in its needs analysis.") % {"what": opportunity}
    if opportunity.status in (Opportunity.Status.SOLUTION, Opportunity.Status.QUOTING):
        problems = why_not_quoting(opportunity)
        if opportunity.status == Opportunity.Status.SOLUTION and not problems:
            problems = [_("Move the opportunity on to quoting first.")]
        if problems:
            return _("The opportunity %(what)s is not ready for a quote: %(why)s") % {
                "what": opportunity,
                "why": " ".join(problems),
            }
    return ""


@transaction.atomic
def offer_sent(pk: int, user: User, label: Any) -> Opportunity:
    """quoting → quoted: a quote of the opportunity went to the customer. Refused while support answers miss (OPP-03)."""
    opportunity = lock(Opportunity, pk, "customer__owner", "assigned_to")
    reason = why_no_offer(opportunity)
    if reason:
        raise BusinessError(reason, link=opportunity.get_absolute_url())
    if opportunity.status == Opportunity.Status.QUOTING:
        advance(opportunity, Opportunity.Status.QUOTED, user, comment=str(label))
    return opportunity


@transaction.atomic
def offer_revised(pk: int, user: User, label: Any) -> Opportunity:
    """negotiation → quoting: a new version of the quote is written (states.md); at other stages nothing changes. Where a
    department said meanwhile that it cannot be done, on to the solution, of which a new version is due (OPP-03)."""
    opportunity = lock(Opportunity, pk, "customer__owner", "assigned_to")
    if opportunity.status == Opportunity.Status.NEGOTIATION:
        advance(opportunity, Opportunity.Status.QUOTING, user, comment=str(label))
        solution = current_solution(opportunity)
        if solution is not None and solution.status == solution.Status.NOT_FEASIBLE:
            action = gettext_noop("Not feasible")
            advance(opportunity, Opportunity.Status.SOLUTION, user, comment=str(solution), action=action)
    return opportunity


def opening_terms(opportunity: Opportunity) -> dict:
    """What a new round begins with: the last round, else the terms of the quote that pricing knows."""
    last = opportunity.negotiations.first()
    if last is not None:
        return {name: getattr(last, name) for name in NEGOTIABLE}
    return registry.fact("opportunity", "offer", opportunity, default={})


@transaction.atomic
def negotiate(pk: int, user: User, held_on: dt.date | None = None, note: str = "", **topics: Any) -> Opportunity:
    """quoted → negotiation, and every further round: the five topics as they stand now (OPP-04, 000 四(一)2)."""
    opportunity = lock(Opportunity, pk, "customer__owner", "assigned_to")
    if opportunity.status != Opportunity.Status.NEGOTIATION:
        guard(opportunity, Opportunity.Status.NEGOTIATION)
    require(can_work_opportunity(user, opportunity))
    record = _round(opportunity, user, held_on, note, topics)
    record.save()
    note_contact(opportunity, user)
    if opportunity.status == Opportunity.Status.QUOTED:
        advance(opportunity, Opportunity.Status.NEGOTIATION, user, comment=note)
    else:
        audit.record(opportunity, user, gettext_noop("Negotiated"), comment=note)
    return opportunity


@transaction.atomic
def win_opportunity(pk: int, user: User, held_on: dt.date | None = None, note: str = "", **topics: Any) -> Opportunity:
    """quoted|negotiation → won: all five topics are marked as agreed, and the contract takes them over (OPP-04); refused
    while a department says that it cannot be done (OPP-03)."""
    opportunity = lock(Opportunity, pk, "customer__owner", "assigned_to")
    guard(opportunity, Opportunity.Status.WON)
    require(can_work_opportunity(user, opportunity))
    refuse_infeasible(opportunity)
    record = _round(opportunity, user, held_on, note, topics)
    missing = record.missing_topics()
    if missing:
        raise BusinessError(_("Not agreed yet: %(topics)s.") % {"topics": "、".join(map(str, missing))})
    record.is_agreed = True
    record.save()
    note_contact(opportunity, user)
    return advance(opportunity, Opportunity.Status.WON, user, comment=note, next_contact_on=None)


def rounds_of(opportunity: Opportunity) -> list:
    """Newest first; read once a page: a card, a table and the line above ask."""
    return read_once(opportunity, "_rounds", lambda: list(opportunity.negotiations.select_related("by")))


def topic_rows(record: NegotiationRecord) -> list:
    """``[(topic, value, whether it is agreed)]`` of the five."""
    quantity = f"{record.quantity.normalize():f} {record.unit}".strip() if record.quantity else ""
    values = {name: getattr(record, name) for name in record.TOPICS} | {"quantity": quantity}
    return [(label_of(record, name), values[name], record.is_settled(name)) for name in values]


def agreement_of(opportunity: Opportunity) -> NegotiationRecord:
    """The agreed round of a won opportunity, or None."""
    return opportunity.negotiations.filter(is_agreed=True).first()


def _round(opportunity: Opportunity, user: User, held_on: dt.date | None, note: str, topics: dict) -> NegotiationRecord:
    day = held_on or today()
    if day > today():
        raise BusinessError(_("The day lies in the future."))
    record = NegotiationRecord(opportunity=opportunity, by=user, held_on=day, note=note, **topics)
    empty = record.empty_topics()
    if empty:
        raise BusinessError(_("Write down what was agreed on: %(topics)s.") % {"topics": "、".join(map(str, empty))})
    return record
