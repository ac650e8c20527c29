"""What moved between two looks at one supply: since the general manager was asked, and since he opened the page (SUP-04)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from orders.supply.models import SupplyCheck
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.words import label_of

# The figures an exception is decided by.
FIGURES = (
    "grade",
    "line",
    "balance",
    "outstanding",
    "overdue",
    "unallocated",
    "demand_amount",
    "committed",
    "delivered_amount",
    "supplied_quantity",
    "contract_ok",
    "price_ok",
    "prepaid",
)
SALT = "supply-seen"


def texts_of(check: SupplyCheck) -> dict:
    """``{name: text}`` of a check, stored or only looked at: the same figure is the same text."""
    return {name: _text(getattr(check, name)) for name in FIGURES}


def _text(value: Decimal | bool | str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{Decimal(value):,.2f}" if isinstance(value, Decimal | int) else str(value)


def moved(before: Any, after: Any) -> list:
    """``[(label, before, after)]`` of the figures that are not the same in two checks; of texts as texts_of() gives them."""
    before, after = (each if isinstance(each, dict) else texts_of(each) for each in (before, after))
    changed = [name for name in FIGURES if before.get(name, "") != after[name]]
    return [(_label(name), _shown(before.get(name, "")), _shown(after[name])) for name in changed]


def _label(name: str) -> str:
    return str(label_of(SupplyCheck, name))


def _shown(text: str) -> str:
    return {"": "—", "yes": _("yes"), "no": _("no")}.get(text, text)


def moved_words(changes: list) -> str:
    return "；".join(f"{label} {before} → {after}" for label, before, after in changes)


def moved_since_words(changes: list) -> list:
    """What moved since the general manager was asked, as the line of a form; none where nothing moved."""
    return [_("Moved since you were asked: %(changes)s.") % {"changes": moved_words(changes)}] if changes else []


def seal(check: SupplyCheck) -> str:
    """What a page shows of a check, signed, so that the decision can say what its maker saw."""
    return signing.dumps({"of": _subject(check), "figures": texts_of(check)}, salt=SALT)


def require_seen(token: str, check: SupplyCheck) -> None:
    """The decision is made on what its maker saw: BusinessError names what moved since he opened the page.

    ``check`` holds the figures of this moment, under the customer's lock. An act without a page says nothing.
    """
    if not token:
        return
    try:
        seen = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        seen = {}
    if seen.get("of") != _subject(check):
        raise BusinessError(_("This page is out of date. Please look at the figures again."))
    changes = moved(seen["figures"], check)
    if changes:
        raise BusinessError(
            _("The figures moved since you opened this page: %(changes)s. Please look at them again, then decide.")
            % {"changes": moved_words(changes)}
        )


def _subject(check: SupplyCheck) -> list:
    return [check.demand_id, check.order_id]
