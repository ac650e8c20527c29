"""Submitting an amendment: what it must bring, and whether the state of production lets it go on (AMD-01 to AMD-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.amendment.models import ContractAmendment
from contracts.amendment.permissions import can_submit_amendment
from contracts.amendment.rules import missing_of_request, why_not_eligible
from contracts.amendment.states import OPEN, AmendmentStatus
from contracts.contract.models import Contract
from contracts.contract.standing import manager_of
from contracts.contract.states import IN_PERFORMANCE
from contracts.contract.terms import missing_clauses, text_of
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals, attachments
from salesmgmt.core.domain.notices import notify, notify_roles
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import Document, User


def problems_of(amendment: Any) -> list:
    """What keeps this draft from being submitted, in words (AMD-01, CON-02)."""
    contract = amendment.contract
    differs = text_of(contract) != text_of(amendment)
    missing = missing_of_request(amendment, attachments.kinds_of(amendment), differs)
    problems = [_("Missing: %(what)s.") % {"what": "、".join(missing)}] if missing else []
    clauses = missing_clauses(amendment, list(amendment.lines.all()))
    if clauses:
        problems.append(_("Mandatory clauses are missing: %(clauses)s.") % {"clauses": "、".join(clauses)})
    if contract.status not in IN_PERFORMANCE:
        problems.append(
            _("%(contract)s is “%(status)s”: only a contract in force is amended.")
            % {"contract": contract, "status": contract.get_status_display()}
        )
    if amendment.base_version != contract.version:
        problems.append(
            _("The contract is in version %(now)d since; this draft was made of version %(then)d. Apply anew.")
            % {"now": contract.version, "then": amendment.base_version}
        )
    other = ContractAmendment.objects.filter(contract=contract, status__in=OPEN).exclude(pk=amendment.pk).first()
    if other is not None:
        problems.append(
            _("%(other)s of the same contract is still open: “%(status)s”.")
            % {"other": other, "status": other.get_status_display()}
        )
    return problems


def why_not_possible(amendment: ContractAmendment, started: bool | None = None) -> str:
    """why_not_eligible() of this amendment as production stands now; a change of the company is negotiated instead."""
    if not amendment.wants_customer:
        return ""
    if started is None:
        started = amendment.contract.production_started
    return why_not_eligible(
        started, amendment.resolution, amendment.compensation_amount, amendment.compensation_accepted
    )


@transaction.atomic
def submit_amendment(pk: int, user: User, comment: str = "", **concession: Any) -> ContractAmendment:
    """draft → requested → re_review, or not_eligible with the reason; wanted by the company: draft → gm_approval.

    Whether production has started is read under the lock that a start of production takes too. ``concession`` are
    resolution, compensation_amount and compensation_accepted, where the customer has conceded something (AMD-03).
    """
    contract_pk = ContractAmendment.objects.values_list("contract", flat=True).get(pk=pk)
    contract = lock(Contract, contract_pk, "customer__owner")
    amendment = lock(ContractAmendment, pk, "contract__customer__owner")
    guard(amendment, AmendmentStatus.REQUESTED)
    require(can_submit_amendment(user, amendment))
    if concession:
        change(amendment, user, gettext_noop("Concession of the customer recorded"), **concession)
    problems = problems_of(amendment)
    if problems:
        raise BusinessError(" ".join(problems))
    started = contract.production_started
    change(amendment, user, gettext_noop("State of production checked"), production_started=started)
    if started:
        _alert(amendment, user)
    if amendment.wants_customer:
        move(amendment, AmendmentStatus.REQUESTED, user, comment=comment)
        reason = why_not_possible(amendment, started)
        if reason:
            move(amendment, AmendmentStatus.NOT_ELIGIBLE, user, comment=reason, not_eligible_reason=reason)
            registry.tell("amendment", "ended", amendment, user=user, reason=reason)
            return amendment
    approvals.submit(amendment, user, comment)
    amendment.refresh_from_db()
    return amendment


def _alert(amendment: ContractAmendment, user: User) -> None:
    """The alert "contract change after production start" (AMD-03): whoever answers for sales, and production."""

    def subject() -> str:
        return _("Change of %(contract)s after production has started: %(amendment)s") % {
            "contract": amendment.contract,
            "amendment": amendment,
        }

    notify(
        [amendment.responsible, manager_of(amendment.contract), user],
        subject,
        url=amendment.get_absolute_url(),
        body=amendment.reason,
    )
    notify_roles([Role.PROD, Role.DIR], subject, body=amendment.reason, url=amendment.get_absolute_url())


def open_amendment_of(contract_pk: int) -> Any:
    """The amendment of this contract that is under way, or None."""
    return ContractAmendment.objects.filter(contract=contract_pk, status__in=OPEN).first()


def refuse_held_production(contract_pk: int) -> None:
    """BusinessError while an amendment of the contract holds its plans and its production (AMD-02)."""
    held = ContractAmendment.objects.filter(contract=contract_pk, status__in=OPEN, holds_production=True).first()
    if held is not None:
        raise BusinessError(
            _("Held by the contract amendment %(amendment)s (“%(status)s”): what is to be made may change.")
            % {"amendment": held, "status": held.get_status_display()},
            link=held.get_absolute_url(),
        )


def tell_of_start(contract_pk: int, production: Document) -> None:
    """Production starts while an amendment is under way that does not hold it: its applicant and his manager hear it,
    because the change is possible only by a concession of the customer from now on (AMD-03)."""
    amendment = open_amendment_of(contract_pk)
    if amendment is None:
        return
    notify(
        [amendment.created_by, amendment.responsible, manager_of(amendment.contract)],
        lambda: (
            _("Production has started while %(amendment)s is under way: %(production)s")
            % {"amendment": amendment, "production": production}
        ),
        url=amendment.get_absolute_url(),
    )
