"""The customer's own paper as the text of a contract: fields, lines and mandatory clauses are kept beside it (CON-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.annex.models import CustomerPaper
from contracts.annex.permissions import can_change_paper
from contracts.contract.drafting import start_revision
from contracts.contract.models import Contract
from salesmgmt.core.domain import attachments
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User

PAPER_KIND = gettext_noop("Customer's contract text")


@transaction.atomic
def take_customer_paper(pk: int, user: User, *, file: Any, comment: str = "") -> Contract:
    """The file of the customer becomes the text of the contract; what was approved is approved anew (CON-17).

    Lines, dates and clauses stay: what is ordered, delivered and billed, and what a contract must say, is read there.
    """
    contract = _open(pk, user)
    paper = CustomerPaper.objects.create(contract=contract, revision=contract.revision)
    filed = attachments.add(paper, file, user, kind=PAPER_KIND)
    return change(contract, user, gettext_noop("Customer's paper is the text"), comment=comment, customer_paper=filed)


@transaction.atomic
def return_to_own_text(pk: int, user: User, comment: str) -> Contract:
    """Our text is the text again; the customer's paper stays filed, with the reason."""
    contract = _open(pk, user)
    if contract.customer_paper_id is None:
        raise BusinessError(_("The text of the contract is ours already."))
    return change(contract, user, gettext_noop("Our text is the text again"), comment=comment, customer_paper=None)


def _open(pk: int, user: User) -> Contract:
    contract = lock(Contract, pk, "customer__owner")
    require(can_change_paper(user, contract))
    if contract.status != Contract.Status.DRAFT:
        start_revision(contract, user)
    return contract
