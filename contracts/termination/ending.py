"""Ending a contract: proposed on a ground, agreed by both, approved, settled, closed (AMD-07, AMD-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.amendment.models import ContractAmendment
from contracts.amendment.states import AmendmentStatus
from contracts.contract.models import Contract
from contracts.contract.states import IN_PERFORMANCE
from contracts.review.steps import DEPARTMENT_STEPS
from contracts.termination.models import CONSENT, ContractTermination, SettlementExplanation
from contracts.termination.permissions import (
    can_confirm_termination,
    can_create_termination,
    can_edit_termination,
    can_settle_termination,
)
from contracts.termination.rules import missing_of_closing, missing_of_confirmation, open_rows
from contracts.termination.states import OPEN, TerminationStatus
from salesmgmt.core import audit, registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals, attachments
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.domain.notices import notify_department
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import assign, change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import ApprovalRound, User


@transaction.atomic
def propose_termination(user: User, *, contract: Contract, consent: Any = None, **values: Any) -> ContractTermination:
    """A proposal to end a contract in force; one at a time (AMD-07, 000 六(三)2)."""
    contract = lock(Contract, contract.pk, "customer__owner")
    if contract.status not in IN_PERFORMANCE:
        raise BusinessError(
            _("%(contract)s is “%(status)s”: only a contract in force is terminated.")
            % {"contract": contract, "status": contract.get_status_display()}
        )
    require(can_create_termination(user, contract))
    other = ContractTermination.objects.filter(contract=contract, status__in=OPEN).first()
    if other is not None:
        raise BusinessError(_("%(other)s of the same contract is still open.") % {"other": other})
    termination = ContractTermination.objects.create(
        number=next_number(ContractTermination.KIND), created_by=user, contract=contract, **values
    )
    audit.record(termination, user, gettext_noop("Created"), to_status=termination.status)
    _file_consent(termination, consent, user)
    return termination


@transaction.atomic
def update_termination(pk: int, user: User, *, consent: Any = None, **values: Any) -> Any:
    termination = lock(ContractTermination, pk, "contract__customer__owner")
    if not termination.is_editable:
        raise BusinessError(
            _("%(document)s is “%(now)s” and can no longer be edited.")
            % {"document": termination, "now": termination.get_status_display()}
        )
    require(can_edit_termination(user, termination))
    with recorded(termination, user):
        assign(termination, values)
        termination.save(update_fields=[*values, *termination.touched_fields()])
    _file_consent(termination, consent, user)
    return termination


def _file_consent(termination: ContractTermination, consent: Any, user: User) -> None:
    if consent:
        attachments.add(termination, consent, user, kind=CONSENT)


@transaction.atomic
def put_to_customer(pk: int, user: User) -> ContractTermination:
    """proposed → awaiting_agreement, on a ground and with a reason: both parties have to agree now (AMD-07)."""
    termination = lock(ContractTermination, pk, "contract__customer__owner")
    guard(termination, TerminationStatus.AWAITING_AGREEMENT)
    require(can_edit_termination(user, termination))
    missing = missing_of_confirmation(termination, {CONSENT}, today())
    if missing:
        raise BusinessError(_("Missing: %(what)s.") % {"what": "、".join(missing)})
    return move(termination, TerminationStatus.AWAITING_AGREEMENT, user)


@transaction.atomic
def confirm_termination(
    pk: int, user: User, *, agreed_on: dt.date | None = None, consent: Any = None, comment: str = ""
) -> ContractTermination:
    """awaiting_agreement → gm_approval with ground, reason and the consent document of both parties (AMD-07, AMD-08)."""
    termination = lock(ContractTermination, pk, "contract__customer__owner")
    guard(termination, TerminationStatus.GM_APPROVAL)
    require(can_confirm_termination(user, termination))
    _file_consent(termination, consent, user)
    if agreed_on:
        change(termination, user, gettext_noop("Agreement recorded"), agreed_on=agreed_on)
    approvals.submit(termination, user, comment)
    termination.refresh_from_db()
    return termination


def check_submit(termination: ContractTermination, user: User) -> None:
    missing = missing_of_confirmation(termination, attachments.kinds_of(termination), termination.agreed_on)
    if missing:
        raise BusinessError(_("Missing: %(what)s.") % {"what": "、".join(missing)})
    if termination.agreed_on > today():
        raise BusinessError(_("The agreement cannot lie in the future."))
    _require_in_force(termination.contract)


def _require_in_force(contract: Contract) -> None:
    if contract.status not in IN_PERFORMANCE:
        raise BusinessError(
            _("%(contract)s is “%(status)s”: only a contract in force is terminated.")
            % {"contract": contract, "status": contract.get_status_display()}
        )


@transaction.atomic
def withdraw_termination(pk: int, user: User, comment: str) -> ContractTermination:
    """Given up before it was put to the approver."""
    termination = lock(ContractTermination, pk, "contract__customer__owner")
    guard(termination, TerminationStatus.WITHDRAWN)
    require(can_edit_termination(user, termination))
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    return move(termination, TerminationStatus.WITHDRAWN, user, comment=comment)


def on_approved(termination: ContractTermination, round_: ApprovalRound, user: User) -> None:
    """The contract ends: its amendments under way with it, orders and plans are stopped, every department is told
    (AMD-07)."""
    contract = lock(Contract, termination.contract_id, "customer__owner")
    _require_in_force(contract)
    reason = f"{termination}: {termination.reason}"
    for amendment in ContractAmendment.objects.filter(contract=contract).open().order_by("pk"):
        locked = lock(ContractAmendment, amendment.pk)
        approvals.cancel(locked, user, reason)
        move(locked, AmendmentStatus.REJECTED, user, comment=reason)
        registry.tell("amendment", "ended", locked, user=user, reason=reason)
    move(contract, Contract.Status.TERMINATED, user, comment=reason)
    registry.tell("contract", "terminated", contract, user=user, reason=reason)
    for role in _departments(contract):
        notify_department(
            termination,
            role,
            lambda: _("Contract terminated: %(contract)s") % {"contract": contract},
            sent_by=user,
            body=termination.reason,
        )


def _departments(contract: Contract) -> list:
    """Whoever holds a copy or reviewed the contract, and those who make and deliver (000 六(三)2: all departments)."""
    holders = contract.copies.current().exclude(role=Role.REP).values_list("role", flat=True)
    reviewed = [DEPARTMENT_STEPS[code][1] for code in policy().contract_departments]
    wanted = [*holders, *reviewed, Role.FIN, Role.CMG, Role.PROD, Role.PUR, Role.LOG, Role.WH]
    return list(dict.fromkeys(str(role) for role in wanted))


def settlement_of(termination: ContractTermination) -> list:
    """The settlement sheet: what is still open, each with its explanation where there is one (AMD-07)."""
    rows = registry.fact("contract", "settlement", termination.contract, default=[])
    texts = {each.key: each for each in termination.explanations.select_related("by")}
    return [{**row, "explanation": texts.get(row["key"])} for row in rows]


@transaction.atomic
def explain_open(pk: int, user: User, *, key: str, text: str) -> ContractTermination:
    """Why one thing of the settlement sheet may stay open (AMD-07)."""
    termination = lock(ContractTermination, pk, "contract__customer__owner")
    require(can_settle_termination(user, termination))
    row = next((row for row in settlement_of(termination) if row["key"] == key), None)
    if row is None:
        raise BusinessError(_("This is not open any more."))
    if not text.strip():
        raise BusinessError(_("Say why it may stay open."))
    SettlementExplanation.objects.update_or_create(
        termination=termination, key=key, defaults={"what": row["text"][:300], "text": text.strip(), "by": user}
    )
    audit.record(termination, user, gettext_noop("Open thing explained"), comment=f"{row['text']}: {text.strip()}")
    return termination


@transaction.atomic
def close_termination(pk: int, user: User, *, course: str, handover: str, lessons: str) -> ContractTermination:
    """terminated → closed: nothing open that is not explained; course, hand-over and lessons recorded (AMD-07)."""
    termination = lock(ContractTermination, pk, "contract__customer__owner")
    guard(termination, TerminationStatus.CLOSED)
    require(can_confirm_termination(user, termination))
    missing = missing_of_closing(course, handover, lessons)
    if missing:
        raise BusinessError(_("Missing: %(what)s.") % {"what": "、".join(missing)})
    left = open_rows(settlement_of(termination))
    if left:
        raise BusinessError(_("Still open and not explained: %(what)s.") % {"what": "；".join(left)})
    return move(
        termination,
        TerminationStatus.CLOSED,
        user,
        course=course.strip(),
        handover=handover.strip(),
        lessons=lessons.strip(),
        closed_on=today(),
    )


def stamp(termination: ContractTermination, user: User) -> dict:
    return {"terminated_at": timezone.now()}
