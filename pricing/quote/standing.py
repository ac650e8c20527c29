"""May this customer be quoted to, and what stands in the way of a quote: the questions asked of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from customers.evaluation.standing import why_no_business
from pricing.cost.margin import cost_history, costs_in, margin
from pricing.price_list.prices import PriceBook
from pricing.price_list.states import PriceStatus
from pricing.quote.checks import problems_of, stale_lines
from pricing.quote.models import Quote, QuoteLine
from salesmgmt.core import registry
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.read_once import read_once

if TYPE_CHECKING:
    import datetime as dt

    from customers.customer.models import Customer
    from pricing.price_list.models import PriceList

# Prices are judged anew until the manager has agreed to them.
TO_BE_APPROVED = (Quote.Status.DRAFT, Quote.Status.SUBMITTED)


def refuse_without_evaluation(customer: Customer) -> None:
    """No quote for a new customer without approved evaluation, none for class E (QUO-08, RAT-04, 004 §2.3~2.4).

    Raises BusinessError with the link to the evaluation report, or to the customer where there is none.
    """
    reason = why_no_business(customer)
    if reason:
        raise BusinessError(reason, link=evaluation_address(customer))


def evaluation_address(customer: Customer) -> str:
    report = customer.evaluations.order_by("-pk").first()
    return (report or customer).get_absolute_url()


def lines_of(quote: Quote) -> list:
    return list(quote.lines.select_related("product"))


def priced_by(price_list: PriceList) -> bool:
    """Is there a quote, in whatever state, of the days since the list began that names one of its products (PRC-09)?"""
    lines = QuoteLine.objects.filter(quote__quote_date__gte=price_list.valid_from)
    return lines.filter(product__in=price_list.items.values("product")).exists()


def judged_lines(quote: Quote) -> list:
    """The lines of a quote that is still to be approved; what lies below cost today is special, also where the cost was
    entered after the line (PRC-01)."""
    lines = lines_of(quote)
    return judge(lines, cost_history({line.product_id for line in lines}))


def judge(lines: list, history: dict) -> list:
    """``judged_lines`` of lines and the ``cost_history`` of their products that are read already."""
    costs = costs_in(history, today())
    for line in lines:
        if below_cost(line, costs):
            line.price_status = PriceStatus.SPECIAL
    return lines


def below_cost(line: QuoteLine, costs: dict) -> bool:
    """Does this line leave less than the product costs (PRC-01)? ``costs`` is ``{product pk: unit cost}``."""
    left = margin(line.price, costs.get(line.product_id))
    return left is not None and left.is_loss


def lines_on_page(quote: Quote) -> list:
    """Read once for the page of one quote."""
    return read_once(quote, "lines_on_page", lambda: _lines_of_page(quote))


def _lines_of_page(quote: Quote) -> list:
    if quote.status not in TO_BE_APPROVED:
        return lines_of(quote)
    lines = lines_of(quote)
    return judge(lines, _history(quote, lines))


def costs_on_page(quote: Quote) -> dict:
    """The ``cost_history`` of the products on the page of one quote, read once."""
    return _history(quote, lines_on_page(quote))


def _history(quote: Quote, lines: list) -> dict:
    return read_once(quote, "cost_history", lambda: cost_history({line.product_id for line in lines}))


def why_not_approved(quote: Quote) -> str:
    """The reason why the manager cannot approve yet, "" where he can (QUO-05): the special discounts answer."""
    return registry.fact("quote", "why_not_approvable", quote)


def refuse_incomplete(quote: Quote, day: dt.date | None = None) -> None:
    """BusinessError that names everything that keeps the quote from being submitted (QUO-02, PRC-09)."""
    day = day or today()
    lines = lines_of(quote)
    problems = problems_of(quote, lines)
    if quote.valid_until < day:
        problems.append(_("The quote is valid until a day that has passed."))
    book = PriceBook(quote.customer, day, [line.product for line in lines])
    found = {line.pk: book.find(line.product, line.quantity) for line in lines}
    for line, _now in stale_lines(lines, found):
        problems.append(
            _("The price rules for line %(no)s (%(product)s) have changed since it was saved: open and save the quote.")
            % {"no": line.position, "product": line.product.name}
        )
    if problems:
        raise BusinessError(" ".join(problems))
