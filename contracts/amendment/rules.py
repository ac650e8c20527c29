"""Whether a contract may be changed, and what is different afterwards: pure rules, no database (AMD-01 to AMD-06)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from contracts.amendment.states import Change, Resolution
from contracts.clause.comparison import ADDED, REMOVED, Segment, marked
from contracts.template.models import CLAUSES
from salesmgmt.core.money import plain_price

if TYPE_CHECKING:
    from typing import Any

    from contracts.amendment.models import ContractAmendment

# Which department's work a change concerns (SET-27): used where not all that review a contract are asked again.
CONCERNS = {
    Change.PRICE: {"fin", "leg"},
    Change.TECHNICAL_STANDARD: {"tec", "qa", "prod"},
    Change.TECHNICAL_STATE: {"tec", "qa", "prod"},
    Change.CONFIGURATION: {"tec", "qa", "prod"},
    Change.MATERIAL: {"tec", "qa", "prod"},
    Change.QUANTITY: {"prod"},
    Change.DATE: {"prod"},
    Change.TERMS: {"leg"},
}
# What of a line each kind of change is about.
LINE_CHANGES = {
    "price": Change.PRICE,
    "tax_rate": Change.PRICE,
    "quantity": Change.QUANTITY,
    "due_date": Change.DATE,
    "state": Change.TECHNICAL_STATE,
    "quality_standard": Change.TECHNICAL_STANDARD,
    "spec": Change.CONFIGURATION,
    "unit": Change.QUANTITY,
}


def missing_of_request(amendment: ContractAmendment, kinds: set, differs: bool) -> list[str]:
    """What an amendment lacks before it is submitted (AMD-01, 004 §3.9, 000 六(三)1): the reason, what is changed, and of
    a change that the customer wants his written application. ``kinds`` are those of the files that are there."""
    wanted = [
        (amendment.reason.strip(), _("reason")),
        (amendment.change_types, _("what is changed")),
        (differs, _("a difference from the contract in force")),
    ]
    if amendment.wants_customer:
        wanted.append(("written_application" in kinds, _("the customer's written application")))
    return [str(label) for present, label in wanted if not present]


def why_not_eligible(started: bool, resolution: str, amount: Decimal | None, accepted: bool) -> str:
    """Why the change is not possible; "" where it is (AMD-02, AMD-03, 004 §3.9, §3.10).

    Before production starts it is. Afterwards only if the customer takes the started products under the original
    contract, or promises a compensation that is acceptable.
    """
    if not started or resolution == Resolution.FINISH:
        return ""
    if resolution != Resolution.COMPENSATION:
        return _(
            "Production has started: the customer must take the started products under the original contract, or "
            "promise an acceptable compensation."
        )
    if not amount:
        return _("The customer's compensation is named without its amount.")
    if not accepted:
        return _("The compensation that the customer promises is not accepted.")
    return ""


def departments_asked(configured: list[str], changes: list, *, concerned_only: bool) -> list[str]:
    """The departments that review the change: those of the contract, or of these those it concerns (AMD-02)."""
    if not concerned_only:
        return list(configured)
    concerned = set().union(*(CONCERNS[change] for change in changes)) if changes else set()
    return [code for code in configured if code in concerned]


def changes_found(before: dict, after: dict) -> set[str]:
    """The kinds of change that two texts of a contract show (AMD-06)."""
    found = set()
    for name, old in before["fields"].items():
        if old != after["fields"].get(name, ""):
            found.add(Change.DATE if name in ("start_date", "end_date") else Change.TERMS)
    for old, new in pairs_of(before["lines"], after["lines"]):
        if old is None or new is None:
            found.add(Change.CONFIGURATION)
        else:
            found |= {LINE_CHANGES[name] for name in LINE_CHANGES if old.get(name, "") != new.get(name, "")}
    return {str(change) for change in found}


def pairs_of(before: list, after: list) -> list:
    """``[(old, new)]`` of the lines of two texts: those of one product belong together, in their order."""
    left = list(after)
    pairs = []
    for old in before:
        new = next((line for line in left if line["product_id"] == old["product_id"]), None)
        if new is not None:
            left.remove(new)
        pairs.append((old, new))
    return [*pairs, *((None, new) for new in left)]


def differences(before: dict, after: dict, labels: dict, *, prices: bool) -> list[dict]:
    """What is different, for the page and the paper: ``{"where", "label", "before", "after", "marked"}`` each.

    ``labels`` is ``{field: label}``; a price and its tax only for those who see prices.
    """
    rows = []
    for name, old in before["fields"].items():
        new = after["fields"].get(name, "")
        if old != new:
            rows.append(_row("", labels[name], old, new, in_words=name in CLAUSES))
    hidden = set() if prices else {"price", "tax_rate"}
    for old, new in pairs_of(before["lines"], after["lines"]):
        rows += _line_rows(old, new, labels, hidden)
    return rows


def _line_rows(old: dict, new: dict, labels: dict, hidden: set) -> list:
    where = (new or old)["product"]
    if old is None or new is None:
        text = _line_text(new or old, hidden)
        return [_row(where, _("Product"), "" if old is None else text, "" if new is None else text)]
    names = [name for name in LINE_CHANGES if name not in hidden]
    return [
        _row(where, labels[name], _shown(name, old), _shown(name, new))
        for name in names
        if old.get(name, "") != new.get(name, "")
    ]


def _line_text(line: Any, hidden: Any) -> str:
    names = [name for name in ("quantity", "unit", "price", "state", "due_date") if name not in hidden]
    return " ".join(_shown(name, line) for name in names if line.get(name))


def _shown(name: str, line: dict) -> str:
    """A price with two places at least, as the paper says it; the text keeps it without (``text_of``)."""
    value = line.get(name, "")
    return str(plain_price(Decimal(value))) if name == "price" and value else value


def _row(where: str, label: Any, before: str, after: str, *, in_words: bool = False) -> dict:
    """A clause shows which of its words changed; a figure, a day or a name is another one as a whole."""
    segments = marked(before, after) if in_words else [Segment(kind, text) for kind, text in _replaced(before, after)]
    return {"where": where, "label": label, "before": before, "after": after, "marked": segments}


def _replaced(before: str, after: str) -> list:
    return [(kind, text) for kind, text in ((REMOVED, before), (ADDED, after)) if text]
