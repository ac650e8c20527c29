"""F-11, the annex that both departments sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.annex.filing import annex_proposal
from contracts.annex.states import ContractAnnexKind
from contracts.contract.terms import key_of, text_of
from salesmgmt.core.output import pdf
from salesmgmt.core.words import label_of

if TYPE_CHECKING:
    from contracts.contract.models import Contract


ANNEX_FORM = "F-11"
ANNEX_TEMPLATE = "contracts/annex/paper.html"
# What of the contract an annex is about.
ANNEX_CLAUSES = {
    ContractAnnexKind.TECHNICAL_AGREEMENT: ("quality_terms", "spare_parts_terms"),
    ContractAnnexKind.QUALITY_AGREEMENT: ("quality_terms", "acceptance_terms", "after_sales_terms"),
    ContractAnnexKind.INSPECTION_STANDARD: ("quality_terms", "acceptance_terms", "packing_terms"),
}


@pdf.in_chinese
def annex_paper(contract: Contract, kind: str) -> tuple:
    """F-11, ``(bytes, file name)``: the agreement or standard of that kind to be signed by both departments: contract,
    products, standards, states; with what was filed of it last. It names no price."""
    label = ContractAnnexKind(kind).label
    filed = contract.annexes.filter(kind=kind, attachment__removed_at__isnull=True).order_by("-pk").first()
    context = {
        "contract": contract,
        "customer": contract.customer,
        "heading": label,
        "lines": list(contract.lines.select_related("product")),
        "clauses": [
            (label_of(contract, name), getattr(contract, name)) for name in ANNEX_CLAUSES[ContractAnnexKind(kind)]
        ],
        "annex": filed,
        "about": {name: getattr(filed, name, "") or text for name, text in annex_proposal(contract).items()},
        "number": contract.number,
        "footer": key_of(contract, text_of(contract)),
        "date": filed.signed_on if filed else None,
        "draft": filed is None,
    }
    return pdf.render(ANNEX_TEMPLATE, context), f"{contract.number}-{label}.pdf"
