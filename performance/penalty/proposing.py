"""A penalty is proposed with its evidence (PAY-06, PAY-07)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.penalty.models import Penalty
from performance.penalty.permissions import can_propose_penalty_of
from performance.penalty.rules import proposed_for_concealment, proposed_for_poor_control, rate_of
from performance.penalty.states import PenaltyKind
from performance.risk.models import RiskReport
from salesmgmt.core import audit
from salesmgmt.core.calendar import at, day_of, today
from salesmgmt.core.domain.notices import notify, notify_roles
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO, cents
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from salesmgmt.core.models import User


@transaction.atomic
def propose_penalty(
    user: User,
    *,
    kind: str,
    person: User,
    customer: Customer,
    facts: str,
    direct_loss: Decimal,
    loss_on: dt.date,
    first_known_on: dt.date | None = None,
    known_from: str = "",
    manual_amount: Decimal | None = None,
    amount_reason: str = "",
    serious: bool = False,
) -> Penalty:
    """Proposed: 80 % of the direct loss for a concealed risk, and only with the evidence; for poor control what SET-22
    gives, or an amount entered by hand with its reason (PAY-06, PAY-07).

    Raises BusinessError without facts or loss, without the day since when the risk was known, and where the person did
    report it before the loss.
    """
    require(can_propose_penalty_of(user, person))
    if not facts.strip():
        raise BusinessError(_("Describe the facts."))
    if direct_loss <= ZERO:
        raise BusinessError(_("A penalty is for a loss: enter the direct loss."))
    if loss_on > today():
        raise BusinessError(_("The loss lies in the future."))
    concealed = kind == PenaltyKind.CONCEALMENT
    late = evidence_of(person, customer, first_known_on, known_from, loss_on) if concealed else None
    rate = rate_of(kind, policy().concealed_risk_percent, policy().poor_control_percent)
    amount = _amount(kind, direct_loss, rate, manual_amount, amount_reason)
    penalty = Penalty.objects.create(
        number=next_number(Penalty.KIND),
        created_by=user,
        kind=kind,
        person=person,
        customer=customer,
        facts=facts,
        direct_loss=cents(direct_loss),
        loss_on=loss_on,
        first_known_on=first_known_on if concealed else None,
        known_from=known_from.strip() if concealed else "",
        late_report=late,
        rate=rate,
        proposed_amount=amount,
        amount_reason=amount_reason.strip() if rate is None else "",
        serious=serious,
    )
    audit.record(penalty, user, gettext_noop("Penalty proposed"), to_status=penalty.status)
    notify(
        [person],
        lambda: _("A penalty against you was proposed; you will be heard"),
        url=penalty.get_absolute_url(),
        body=facts,
    )
    return penalty


def evidence_of(
    person: User, customer: Customer, first_known_on: dt.date | None, known_from: str, loss_on: dt.date
) -> RiskReport | None:
    """PAY-06: the link to the evidence, without which nothing is proposed: the day the risk was first known with where it is
    seen, and the missing report. Returns the report that came after the loss, None where there is none at all."""
    if first_known_on is None or not known_from.strip():
        raise BusinessError(
            _("Without evidence it cannot be proposed: since when was the risk known, and where is that seen?")
        )
    if first_known_on > loss_on:
        raise BusinessError(_("The risk became known only after the loss: nothing was concealed."))
    reports = RiskReport.objects.filter(customer=customer, reporter=person).order_by("reported_at", "pk")
    in_time = reports.filter(reported_at__lt=at(loss_on), reported_at__gte=at(first_known_on)).first()
    if in_time is not None:
        raise BusinessError(
            _("The risk was reported before the loss: %(report)s of %(day)s.")
            % {"report": in_time.number, "day": day_of(in_time.reported_at)}
        )
    return reports.filter(reported_at__gte=at(loss_on)).first()


def _amount(kind: str, loss: Decimal, rate: Decimal | None, manual: Decimal | None, reason: str) -> Decimal:
    if kind == PenaltyKind.CONCEALMENT:
        return proposed_for_concealment(loss, rate)
    computed = proposed_for_poor_control(loss, rate)
    if computed is not None:
        return computed
    if not manual or manual <= ZERO or not reason.strip():
        raise BusinessError(_("No rate is set for poor control (SET-22): enter the amount by hand, with the reason."))
    if manual > loss:
        raise BusinessError(_("The amount is more than the direct loss."))
    return cents(manual)


def tell_decider(penalty: Penalty) -> None:
    notify_roles(
        [Role.GM],
        lambda: _("Penalty to decide: %(penalty)s") % {"penalty": penalty},
        url=penalty.get_absolute_url(),
        body=penalty.statement,
    )
