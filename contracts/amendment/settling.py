"""What follows the general manager's decision: the customer's answer, the new version in force, and its acknowledgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.amendment.models import SIGNED, ContractAmendment
from contracts.amendment.permissions import can_apply_amendment, can_negotiate_amendment, can_sign_amendment
from contracts.amendment.rules import departments_asked
from contracts.amendment.states import AmendmentStatus
from contracts.amendment.text import put_in_force
from contracts.contract.filed_models import SignedOriginal
from contracts.contract.models import Contract
from contracts.contract.papers import issue_contract
from contracts.contract.states import IN_PERFORMANCE
from contracts.copy.handing_out import replace_copies
from contracts.copy.models import ContractCopy
from contracts.review.steps import DEPARTMENT_STEPS
from salesmgmt.core import audit, registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import attachments
from salesmgmt.core.domain.notices import notify_department
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import DepartmentNotice
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from django.db.models import QuerySet

    from salesmgmt.core.models import User


@transaction.atomic
def record_negotiation(
    pk: int, user: User, *, agreed: bool, negotiated_on: dt.date, negotiation: str
) -> ContractAmendment:
    """customer_negotiation → approved where the customer agrees, else → rejected: the text stays as it is (AMD-04,
    004 §3.11). Before the general manager's approval there is nothing to settle with the customer."""
    amendment = lock(ContractAmendment, pk, "contract__customer__owner")
    target = AmendmentStatus.APPROVED if agreed else AmendmentStatus.REJECTED
    if amendment.status != AmendmentStatus.CUSTOMER_NEGOTIATION:
        raise BusinessError(
            _("The customer is asked after the general manager's approval: %(amendment)s is “%(status)s”.")
            % {"amendment": amendment, "status": amendment.get_status_display()}
        )
    guard(amendment, target)
    require(can_negotiate_amendment(user, amendment))
    if not negotiation.strip():
        raise BusinessError(_("Write down what was said with the customer, and who said it."))
    if negotiated_on > today():
        raise BusinessError(_("The negotiation cannot lie in the future."))
    move(
        amendment,
        target,
        user,
        comment=negotiation,
        customer_agreed=agreed,
        negotiated_on=negotiated_on,
        negotiation=negotiation.strip(),
    )
    if not agreed:
        registry.tell("amendment", "ended", amendment, user=user, reason=negotiation)
    return amendment


@transaction.atomic
def apply_amendment(pk: int, user: User) -> ContractAmendment:
    """approved → applied: the contract gets its new text and version + 1, the copies are replaced, the departments are
    told, orders and plans follow (AMD-05, 004 §3.12)."""
    contract_pk = ContractAmendment.objects.values_list("contract", flat=True).get(pk=pk)
    contract = lock(Contract, contract_pk, "customer__owner")
    amendment = lock(ContractAmendment, pk, "contract__customer__owner")
    guard(amendment, AmendmentStatus.APPLIED)
    require(can_apply_amendment(user, amendment))
    if contract.status not in IN_PERFORMANCE:
        raise BusinessError(
            _("%(contract)s is “%(status)s”: only a contract in force is amended.")
            % {"contract": contract, "status": contract.get_status_display()}
        )
    before, kept = put_in_force(contract, amendment, user)
    move(amendment, AmendmentStatus.APPLIED, user, version=contract.version, applied_at=timezone.now())
    amendment.contract = contract
    replace_copies(contract, user)
    _tell_departments(amendment, user)
    registry.tell("contract", "amended", contract, user=user, amendment=amendment, before=before, after=kept.text)
    issue_contract(contract, user)
    return amendment


def _tell_departments(amendment: ContractAmendment, user: User) -> None:
    """Those that reviewed the change and hold no copy take note of it like the holders (AMD-05)."""
    concerned = departments_asked(policy().contract_departments, amendment.change_types, concerned_only=True)
    holders = set(amendment.contract.copies.current().values_list("role", flat=True))
    for code in concerned:
        role = DEPARTMENT_STEPS[code][1]
        if role not in holders:
            notify_department(
                amendment,
                role,
                lambda: _("Contract amended: %(contract)s") % {"contract": amendment.contract},
                sent_by=user,
                body=amendment.content or amendment.reason,
            )


def waiting_for(amendment: ContractAmendment) -> list:
    """Who has not taken note of the new version yet: holders of its copies, and departments that were told."""
    copies = amendment.contract.copies.filter(version=amendment.version, acknowledged_at__isnull=True)
    holders = [str(ContractCopy.Holder(copy.holder).label) for copy in copies]
    return [*holders, *(notice.get_role_display() for notice in open_notices(amendment))]


def open_notices(amendment: ContractAmendment) -> QuerySet:
    kind = ContentType.objects.get_for_model(amendment)
    return DepartmentNotice.objects.filter(
        content_type=kind, object_id=amendment.pk, status=DepartmentNotice.Status.SENT
    )


@transaction.atomic
def close_amendment(pk: int, user: User) -> Any:
    """applied → closed, once all who hold a copy and all departments told have taken note (AMD-05)."""
    amendment = lock(ContractAmendment, pk, "contract__customer__owner")
    guard(amendment, AmendmentStatus.CLOSED)
    require(can_apply_amendment(user, amendment))
    waiting = waiting_for(amendment)
    if waiting:
        raise BusinessError(_("Not yet acknowledged by: %(who)s.") % {"who": "、".join(waiting)})
    return move(amendment, AmendmentStatus.CLOSED, user)


def close_when_acknowledged(contract: Contract, user: User) -> None:
    """The last holder has taken note of the version: its amendment is closed with it."""
    for amendment in ContractAmendment.objects.filter(contract=contract, status=AmendmentStatus.APPLIED).order_by("pk"):
        if not waiting_for(amendment):
            locked = lock(ContractAmendment, amendment.pk)
            move(locked, AmendmentStatus.CLOSED, user, comment=gettext_noop("All have acknowledged."))


@transaction.atomic
def file_signed_amendment(pk: int, user: User, *, scan: Any) -> ContractAmendment:
    """The amendment as both parties signed and sealed it, filed like the original of the contract (RSK-06)."""
    amendment = lock(ContractAmendment, pk, "contract__customer__owner")
    require(can_sign_amendment(user, amendment))
    contract = amendment.contract
    original = SignedOriginal.objects.create(
        contract=contract, revision=contract.revision, version=amendment.version or contract.version + 1
    )
    attachments.add(original, scan, user, kind=SIGNED)
    audit.record(amendment, user, gettext_noop("Signed amendment filed"), comment=scan.name)
    return amendment
