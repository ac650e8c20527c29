"""What the text under review changes: of the company's template, and of the version that was reviewed before (CON-18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.clause.comparison import deviations
from contracts.template.models import CLAUSES
from salesmgmt.core.domain import approvals

if TYPE_CHECKING:
    from typing import Any

    from contracts.contract.models import Contract
    from salesmgmt.core.models import ApprovalRound


COMPARED = ("law_reference", *CLAUSES)


def deviations_of(contract: Any, round_: ApprovalRound | None = None, rounds: list | None = None) -> list:
    """The clauses of a contract that differ from its template, or from what the round before had (CON-18, 002-1 §18.3).

    A contract in force is compared with the version before its amendment instead. ``rounds`` are those of the contract,
    the last one first, where the caller has read them.
    """
    labels = {name: contract._meta.get_field(name).verbose_name for name in COMPARED}
    texts = {name: getattr(contract, name) for name in COMPARED}
    template = {name: getattr(contract.template, name) for name in COMPARED}
    return deviations(labels, texts, template, former_text(contract, round_, rounds))


def former_text(contract: Contract, round_: ApprovalRound | None = None, rounds: list | None = None) -> dict | None:
    """``{clause: text}`` of the version before: of the amended contract the last one in force, else of the round before
    this one; None where there was none."""
    if contract.version > 1:
        kept = contract.versions.filter(version=contract.version - 1).first()
        return kept.text["fields"] if kept else None
    rounds = list(approvals.rounds_of(contract)) if rounds is None else rounds
    current = round_ or (rounds[0] if rounds else None)
    earlier = [each for each in rounds if current is None or each.no < current.no]
    return earlier[0].snapshot["fields"] if earlier else None
