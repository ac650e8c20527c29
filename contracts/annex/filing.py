"""Annexes of a contract: agreements and standards, each with its file (DOC-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.annex.models import ContractAnnex
from contracts.annex.permissions import annex_kinds_for
from contracts.annex.states import ContractAnnexKind
from contracts.contract.models import Contract
from salesmgmt.core import audit, words
from salesmgmt.core.domain import attachments
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def add_annex(
    pk: int,
    user: User,
    *,
    kind: str,
    file: Any,
    title: str = "",
    products: str = "",
    standards: str = "",
    state: str = "",
    our_signatory: str = "",
    customer_signatory: str = "",
    signed_on: dt.date | None = None,
) -> ContractAnnex:
    """File an annex with kind, uploader and time; it is as protected as the contract (DOC-05, 004 §3.3, §3.4).

    An annex filed again replaces nothing: the older one stays beside it.
    """
    contract = lock(Contract, pk, "customer__owner")
    allowed = annex_kinds_for(user, contract)
    require(bool(allowed), _("Your role files no annexes to this contract now."))
    if kind not in allowed:
        raise BusinessError(_("Your department does not file this kind of annex."))
    label = ContractAnnex.Kind(kind).label
    annex = ContractAnnex.objects.create(
        contract=contract,
        kind=kind,
        title=title or str(label),
        products=products,
        standards=standards,
        state=state,
        our_signatory=our_signatory,
        customer_signatory=customer_signatory,
        signed_on=signed_on,
        added_by=user,
        attachment=attachments.add(contract, file, user, kind=words.english(label)),
    )
    audit.record(contract, user, gettext_noop("Annex filed"), comment=words.headed(label, annex.title))
    return annex


def annex_proposal(contract: Contract) -> dict[str, str]:
    """What a new annex says of its own accord (F-11): the products of the contract, their standards and states."""
    lines = list(contract.lines.select_related("product"))
    return {
        "products": _each(line.product.name for line in lines)[:300],
        "standards": _each(line.quality_standard for line in lines),
        "state": _each(line.state for line in lines)[:200],
    }


def _each(texts: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def annex_kinds_of(contract: Contract) -> set[str]:
    """The kinds of annex that are there, with a file that was not removed."""
    return set(contract.annexes.filter(attachment__removed_at__isnull=True).values_list("kind", flat=True))


def annex_files(contract: Contract) -> set[int]:
    """The files of the annexes that are there: the fact "annex_files"."""
    return {annex.attachment_id for annex in contract.annexes.all() if annex.is_filed}


def annexes_shown(contract: Contract, user: User) -> dict[str, Any]:
    """What the card on the contract's page shows: the annexes that are there, and the papers that can be printed."""
    return {
        "annexes": [annex for annex in contract.annexes.all() if annex.is_filed],
        "papers": [(kind, kind.label) for kind in ContractAnnexKind if kind != ContractAnnexKind.OTHER],
    }
