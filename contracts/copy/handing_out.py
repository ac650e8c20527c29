"""Copies of the contract: handed out, acknowledged, and those that nobody acknowledged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.contract.models import Contract
from contracts.copy.models import ContractCopy
from contracts.copy.permissions import can_acknowledge_copy, can_add_copy
from salesmgmt.core import audit, registry, words
from salesmgmt.core.domain.notices import notify, notify_roles
from salesmgmt.core.domain.routing import route
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    from contracts.copy.states import ContractCopyHolder, ContractCopyKind
    from salesmgmt.core.models import User

FIRST_HOLDERS = (ContractCopy.Holder.SALES, ContractCopy.Holder.FINANCE)


def hand_out_first_copies(contract: Contract, user: User) -> None:
    """One copy for sales, who execute, and one for finance, who supervise (CON-14, 004 §3.8)."""
    for holder in FIRST_HOLDERS:
        _hand_out(contract, holder, ContractCopy.Kind.COPY, user)


@transaction.atomic
def add_copy(
    pk: int, user: User, holder: ContractCopyHolder, kind: ContractCopyKind = ContractCopy.Kind.COPY
) -> ContractCopy:
    """A further copy for a department that works on the basis of the contract (CON-14, 000 六(一)3)."""
    contract = lock(Contract, pk, "customer__owner")
    require(can_add_copy(user, contract))
    if contract.copies.current().filter(holder=holder).exists():
        raise BusinessError(_("%(holder)s already has a copy.") % {"holder": ContractCopy.Holder(holder).label})
    return _hand_out(contract, holder, kind, user)


def _hand_out(contract: Contract, holder: ContractCopyHolder, kind: ContractCopyKind, user: User) -> ContractCopy:
    copy = ContractCopy.objects.create(
        contract=contract,
        holder=holder,
        kind=kind,
        role=ContractCopy.ROLES[holder],
        version=contract.version,
        sent_by=user,
    )

    def subject() -> str:
        return _("Copy of contract %(contract)s: please acknowledge") % {"contract": contract}

    if holder == ContractCopy.Holder.SALES:
        notify([contract.responsible], subject, url=contract.get_absolute_url())
    else:
        route(contract, role=copy.role)
        notify_roles([copy.role], subject, url=contract.get_absolute_url())
    audit.record(contract, user, gettext_noop("Copy handed out"), comment=words.english(copy.get_holder_display))
    return copy


def replace_copies(contract: Contract, user: User) -> None:
    """Every holder gets the copy of the version in force, and is asked to acknowledge it; the old one counts no more
    (AMD-05). The caller holds the lock of the contract."""
    old = list(contract.copies.current().order_by("pk"))
    if not old:
        hand_out_first_copies(contract, user)
    for copy in old:
        copy.replaced_at = timezone.now()
        copy.save(update_fields=["replaced_at"])
        _hand_out(contract, copy.holder, copy.kind, user)


@transaction.atomic
def acknowledge_copy(copy_pk: int, user: User) -> ContractCopy:
    """The holder confirms that he has the copy; once (CON-14)."""
    found = ContractCopy.objects.filter(pk=copy_pk).first()
    if found is None:
        raise BusinessError(_("This copy no longer exists."))
    contract = lock(Contract, found.contract_id, "customer__owner")
    copy = lock(ContractCopy, copy_pk)
    copy.contract = contract
    if copy.acknowledged_at is not None:
        raise BusinessError(_("This copy has already been acknowledged."))
    if copy.replaced_at is not None:
        raise BusinessError(_("A newer version of the contract has replaced this copy."))
    require(can_acknowledge_copy(user, copy))
    copy.acknowledged_by, copy.acknowledged_at = user, timezone.now()
    copy.save(update_fields=["acknowledged_by", "acknowledged_at"])
    audit.record(contract, user, gettext_noop("Copy acknowledged"), comment=words.english(copy.get_holder_display))
    registry.tell("contract", "copy_acknowledged", contract, user=user)
    return copy


@transaction.atomic
def acknowledge_my_copies(pk: int, user: User) -> Contract:
    """The copies of this contract that are this person's to acknowledge, at once (CON-14)."""
    contract = lock(Contract, pk, "customer__owner")
    mine = [copy for copy in contract.copies.unacknowledged() if can_acknowledge_copy(user, _of(contract, copy))]
    require(bool(mine), _("No copy of this contract waits for your acknowledgement."))
    for copy in mine:
        acknowledge_copy(copy.pk, user)
    return contract


def _of(contract: Contract, copy: ContractCopy) -> ContractCopy:
    copy.contract = contract
    return copy
