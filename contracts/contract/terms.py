"""What a contract must say, and what counts as a change of its terms. Pure: no database."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contracts.template.models import CLAUSES
from salesmgmt.core import audit
from salesmgmt.core.money import ZERO, cents
from salesmgmt.core.words import label_of

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from contracts.contract.models import Contract, ContractLine

# Clauses of the text that must be there; the product table gives specification, quantity, price and delivery date.
MANDATORY_TEXTS = (
    "quality_terms",
    "payment_terms",
    "breach_terms",
    "after_sales_terms",
    "packing_terms",
    "delivery_terms",
)
# Enough digits to tell two papers of one contract apart.
FINGERPRINT = 8

LINE_FIELDS = (
    "product_id",
    "spec",
    "state",
    "unit",
    "quantity",
    "price",
    "tax_rate",
    "due_date",
    "quality_standard",
)


# What the parties agree on beside the products: what an amendment may change.
TEXT_FIELDS = ("start_date", "end_date", "payment_term_days", "signing_place", "law_reference", *CLAUSES)


def text_of(contract: Any) -> dict:
    """Everything the parties agree on, as text: ``{"fields": {name: text}, "lines": [{name: text}]}``; ``paper`` is the
    digest of the customer's own paper where that is the text in force."""
    lines = [
        {"product": str(line.product), **{name: _plain(getattr(line, name)) for name in LINE_FIELDS}}
        for line in contract.lines.select_related("product")
    ]
    text = {"fields": {name: _plain(getattr(contract, name)) for name in TEXT_FIELDS}, "lines": lines}
    paper = getattr(contract, "customer_paper", None)
    return {**text, "paper": paper.sha256} if paper else text


def fingerprint(text: dict) -> str:
    """A short hash of text_of(): two papers with the same one say the same."""
    kept = json.dumps(text, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(kept.encode()).hexdigest()[:FINGERPRINT]


def key_of(document: Any, text: dict) -> str:
    """What stands in the footer of the paper and of the Word file of a contract or an amendment: number, revision and
    version, short hash of the text. It tells which text a paper holds, and two papers with the same key say the same."""
    contract = getattr(document, "contract", document)
    version = getattr(document, "base_version", contract.version)
    return f"{document.number} R{contract.revision} V{version} {fingerprint(text)}"


def missing_clauses(contract: Any, lines: list[ContractLine]) -> list:
    """The labels of the mandatory clauses this contract lacks, in the order of the paper (CON-02).

    000 六(一)1: specification, quantity, price, delivery date, quality standard, payment terms, liability for breach;
    001 三(三)2: after-sales service; 000 四(一)2: packaging and delivery place.
    """
    checks = [
        (_("product specification"), lambda line: line.spec.strip()),
        (_("quantity"), lambda line: line.quantity and line.quantity > 0),
        (_("price"), lambda line: line.price and line.price > ZERO),
        (_("delivery date"), lambda line: line.due_date),
    ]
    found = [label for label, present in checks if not lines or not all(present(line) for line in lines)]
    labels = {name: label_of(contract, name) for name in MANDATORY_TEXTS}
    return found + [str(labels[name]) for name in MANDATORY_TEXTS if not getattr(contract, name).strip()]


def amount_of(quantity: Decimal, price: Decimal) -> Decimal:
    """What one line costs, tax included."""
    return cents(quantity * price)


def line_facts(line: ContractLine | dict) -> tuple:
    """A line as comparable text, whether it is a row or the cleaned data of a form."""
    if isinstance(line, dict):
        values = {**line, "product_id": line["product"].pk}
    else:
        values = {name: getattr(line, name) for name in LINE_FIELDS}
    return tuple(_plain(values.get(name)) for name in LINE_FIELDS)


def _plain(value: Any) -> str:
    if hasattr(value, "pk"):
        return str(value.pk)
    if hasattr(value, "normalize"):
        return format(value.normalize(), "f")
    return audit.as_text(value)


def changed_terms(
    contract: Contract, values: dict, old_lines: list[ContractLine], new_lines: list, *, free: tuple
) -> list:
    """The names of the terms that would change: any of price, quantity, date or terms (CON-17).

    ``free`` names the fields that are not part of what was agreed. Lines are compared in their order.
    """
    changed = [
        name for name, value in values.items() if name not in free and _plain(getattr(contract, name)) != _plain(value)
    ]
    if [line_facts(line) for line in old_lines] != [line_facts(line) for line in new_lines]:
        changed.append("lines")
    return changed
