"""What a quote must contain, and which of its prices no longer stand as saved. Pure; the callers fetch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pricing.price_list.prices import price_status
from pricing.price_list.states import PriceStatus
from salesmgmt.core.money import cents

if TYPE_CHECKING:
    from decimal import Decimal

    from pricing.price_list.prices import Found
    from pricing.quote.models import Quote, QuoteLine


def problems_of(quote: Quote, lines: list[QuoteLine]) -> list:
    """What is missing before the quote may be submitted, in words (QUO-02, 002-2 §11.4).

    A quotation contains product, price, service content, payment terms and what the inquiry asked: specification and
    lead time.
    """
    problems = []
    for value, name in (
        (quote.payment_terms, _("payment terms")),
        (quote.service_content, _("service content")),
        (quote.lead_time, _("lead time")),
    ):
        if not (value or "").strip():
            problems.append(_("The %(what)s is missing.") % {"what": name})
    if not lines:
        problems.append(_("The quote has no line."))
    elif not any(line.counted for line in lines):
        problems.append(_("Every line of the quote is optional: at least one must be part of the offer."))
    for line in lines:
        if line.price is None:
            problems.append(
                _("Line %(no)s (%(product)s) has no price.") % {"no": line.position, "product": line.product.name}
            )
        elif line.price != cents(line.price):
            problems.append(
                _(
                    "Line %(no)s (%(product)s) has a price with more than two decimals; contracts and orders are kept in fen."
                )
                % {"no": line.position, "product": line.product.name}
            )
    return problems


def stale_lines(lines: list[QuoteLine], found: dict) -> list:
    """``[(line, Found)]``: lines whose price stands otherwise today than when they were saved. ``found`` is
    ``{line pk: Found}`` of today (PRC-09: what is quoted from the effective date on is quoted at the new price; PRC-01:
    a price that has come to lie below cost)."""
    return [(line, found[line.pk]) for line in lines if _as_judged(line) != _judged_by(line, found[line.pk])]


def _as_judged(line: QuoteLine) -> tuple:
    return line.list_price, line.rule_price, line.price_status


def _judged_by(line: QuoteLine, found: Found) -> tuple:
    return found.list_price, rule_price_of(found), price_status(line.price, found)


def rule_price_of(found: Found) -> Decimal | None:
    """What is kept on the line beside the list price: the price of the rule that applied, or None."""
    return found.price if found.source == PriceStatus.RULE else None
