"""Signing with the customer, and the contract taking effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.contract.filed_models import SignedOriginal
from contracts.contract.models import Contract
from contracts.contract.permissions import can_activate_contract, can_sign_contract
from salesmgmt.core import registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import attachments
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import User

SCAN_KIND = gettext_noop("Signed contract")


def missing_marks(contract: Contract) -> list:
    """What is still missing for the contract to take effect: two signatures, two seals, the scan (CON-12).

    000 四(一)4, 000 六(一)3: signatures and seals of both parties must be complete.
    """
    marks = [
        (contract.our_signed_on, _("our signature")),
        (contract.our_seal, _("our seal")),
        (contract.customer_signed_on, _("the customer's signature")),
        (contract.customer_seal, _("the customer's seal")),
        (contract.signed_scan_id, _("the scan of the signed contract")),
    ]
    return [label for present, label in marks if not present]


def wrong_dates(approved_on: dt.date, dates: list, day: dt.date) -> str:
    """Signing dates before the general manager's approval or in the future, in words (CON-10, 004 §3.7)."""
    given = [date for date in dates if date]
    if any(date < approved_on for date in given):
        return _("The general manager approved on %(day)s: nobody could sign before that.") % {"day": approved_on}
    if any(date > day for date in given):
        return _("A signing date lies in the future.")
    return ""


@transaction.atomic
def record_signature(pk: int, user: User, *, scan: Any = None, **marks: Any) -> Contract:
    """Record who signed and sealed, as far as it is done; with everything complete the contract is signed (CON-12).

    Only after the general manager's approval (CON-10). ``marks`` are our_signed_on, our_signatory, our_seal,
    customer_signed_on, customer_signatory, customer_seal; ``scan`` is the file of the signed original.
    """
    contract = lock(Contract, pk, "customer__owner")
    if contract.status != Contract.Status.APPROVED:
        guard(contract, Contract.Status.SIGNED)
    require(can_sign_contract(user, contract))
    problem = wrong_dates(contract.approved_on, [marks.get("our_signed_on"), marks.get("customer_signed_on")], today())
    if problem:
        raise BusinessError(problem)
    if scan is not None:
        original = SignedOriginal.objects.create(contract=contract, revision=contract.revision)
        marks["signed_scan"] = attachments.add(original, scan, user, kind=SCAN_KIND)
    change(contract, user, gettext_noop("Signature recorded"), **marks)
    if not missing_marks(contract):
        move(contract, Contract.Status.SIGNED, user)
    return contract


@transaction.atomic
def activate_contract(pk: int, user: User) -> Contract:
    """The contract takes effect: all marks there, copies go to sales and finance (CON-12, CON-14)."""
    contract = lock(Contract, pk, "customer__owner")
    missing = missing_marks(contract)
    if missing and contract.status == Contract.Status.APPROVED:
        raise BusinessError(_("The contract cannot take effect. Missing: %(marks)s.") % {"marks": "、".join(missing)})
    guard(contract, Contract.Status.ACTIVE)
    require(can_activate_contract(user, contract))
    move(contract, Contract.Status.ACTIVE, user, activated_on=today())
    registry.tell("contract", "in_effect", contract, user=user)
    return contract
