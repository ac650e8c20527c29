"""A contract in performance: suspend, resume, breach, completion, finance's remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.contract.filed_models import ContractRemark
from contracts.contract.models import Contract
from contracts.contract.permissions import (
    can_remark_contract,
    can_report_breach,
    can_resume_contract,
    can_settle_breach,
    can_suspend_contract,
)
from salesmgmt.core import audit
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, move_many, require

if TYPE_CHECKING:
    from salesmgmt.core.models import User


@transaction.atomic
def suspend_contract(pk: int, user: User, comment: str) -> Contract:
    """No supply under this contract until it is resumed; the manager says why."""
    contract = lock(Contract, pk, "customer__owner")
    guard(contract, Contract.Status.SUSPENDED)
    require(can_suspend_contract(user, contract))
    if not comment.strip():
        raise BusinessError(_("Say why the contract is suspended."))
    move(contract, Contract.Status.SUSPENDED, user, comment=comment)
    _tell(contract, gettext_noop("Suspended: %(contract)s"), comment)
    return contract


@transaction.atomic
def resume_contract(pk: int, user: User, comment: str = "") -> Contract:
    contract = lock(Contract, pk, "customer__owner")
    guard(contract, Contract.Status.ACTIVE)
    require(can_resume_contract(user, contract))
    move(contract, Contract.Status.ACTIVE, user, comment=comment)
    _tell(contract, gettext_noop("Resumed: %(contract)s"), comment)
    return contract


@transaction.atomic
def report_breach(pk: int, user: User, comment: str) -> Contract:
    """The customer breaks the contract: it is no longer performed normally and nothing is supplied (SUP-01)."""
    contract = lock(Contract, pk, "customer__owner")
    require(can_report_breach(user, contract))
    if not comment.strip():
        raise BusinessError(_("Say how the customer breaks the contract."))
    change(contract, user, gettext_noop("Breach reported"), comment=comment, breach_open=True)
    _tell(contract, gettext_noop("Breach of contract: %(contract)s"), comment)
    return contract


@transaction.atomic
def settle_breach(pk: int, user: User, comment: str) -> Contract:
    contract = lock(Contract, pk, "customer__owner")
    require(can_settle_breach(user, contract))
    if not comment.strip():
        raise BusinessError(_("Say how the matter was settled."))
    change(contract, user, gettext_noop("Breach settled"), comment=comment, breach_open=False)
    _tell(contract, gettext_noop("Breach settled: %(contract)s"), comment)
    return contract


@transaction.atomic
def complete_contract(pk: int, actor: User | None, comment: str = "") -> Contract:
    """All delivered and paid. Orders knows when, and calls this; ``actor`` None is a job."""
    contract = lock(Contract, pk, "customer__owner")
    complete_contracts([contract], actor, comment)
    return contract


def complete_contracts(contracts: list[Contract], actor: User | None, comment: str = "") -> None:
    """complete_contract() for locked contracts, in as many queries as for one."""
    move_many(contracts, Contract.Status.COMPLETED, actor, comment=comment)


@transaction.atomic
def add_remark(pk: int, user: User, text: str) -> ContractRemark:
    """A remark of finance; the contract itself stays as it is (CON-16, 004 §3.8)."""
    contract = lock(Contract, pk, "customer__owner")
    require(can_remark_contract(user, contract))
    if not text.strip():
        raise BusinessError(_("The remark is empty."))
    remark = ContractRemark.objects.create(contract=contract, author=user, text=text.strip())
    audit.record(contract, user, gettext_noop("Finance remark"), comment=remark.text)
    _tell(contract, gettext_noop("Remark of finance on %(contract)s"), remark.text)
    return remark


def _tell(contract: Contract, subject: str, text: str) -> None:
    notify(
        [contract.responsible], lambda: _(subject) % {"contract": contract}, url=contract.get_absolute_url(), body=text
    )
