"""Drafting a contract from the template, and editing it; a change after a review starts a new revision."""

from __future__ import annotations

from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.contract.models import Contract, ContractLine
from contracts.contract.opportunity import agreed_terms, refuse_foreign_opportunity
from contracts.contract.permissions import can_create_contract, can_edit_contract
from contracts.contract.terms import LINE_FIELDS, amount_of, changed_terms
from contracts.template.models import ContractTemplate
from customers.evaluation.standing import why_no_business
from pricing.quote.models import Quote
from pricing.quote_answer.conversion import mark_converted
from salesmgmt.core import audit
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import change, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from customers.customer.models import Customer
    from pricing.product.models import Product
    from salesmgmt.core.models import User

# What a MoneyField of fourteen digits holds.
LIMIT = Decimal(10) ** 12
LINES_CHANGED = gettext_noop("Lines changed")
# A contract proposed for a year; the rep sets the dates that were agreed.
PROPOSED_MONTHS = 12

# A signature under the old text is none under the new one.
NO_MARKS = {
    "our_signed_on": None,
    "our_signatory": "",
    "our_seal": False,
    "customer_signed_on": None,
    "customer_signatory": "",
    "customer_seal": False,
    "signed_scan": None,
}


def current_template() -> ContractTemplate:
    """The template in force, or BusinessError: contracts are drafted on the company's model only (CON-01)."""
    template = ContractTemplate.objects.in_force().first()
    if template is None:
        raise BusinessError(_("No contract template is in force. Ask the legal department to put one in force."))
    return template


def require_business(customer: Customer) -> None:
    """No contract for a class E customer, nor before the evaluation is approved (RAT-04, RAT-05, LEAD-06)."""
    reason = why_no_business(customer)
    if reason:
        raise BusinessError(reason, link=customer.get_absolute_url())


@transaction.atomic
def draft_contract(
    user: User, lines: list, *, customer: Customer, template: ContractTemplate = None, **values: Any
) -> Contract:
    """A contract in draft on the company template, from the agreed details (CON-01, 000 六(一)1, 004 §3.6).

    ``values`` are fields of the contract; a clause that is not given comes from the template. Raises BusinessError
    where no template is in force or no business may be done with the customer.
    """
    require(can_create_contract(user, customer))
    require_business(customer)
    refuse_foreign_opportunity(values.get("opportunity"), customer)
    template = template or current_template()
    contract = Contract(
        number=next_number(Contract.KIND),
        created_by=user,
        customer=customer,
        template=template,
        **{**template.clause_texts(), **proposed_dates(), **values},
    )
    contract.amount = _total(lines)
    contract.save(force_insert=True)
    _write_lines(contract, lines)
    audit.record(contract, user, gettext_noop("Drafted"), to_status=contract.status, comment=str(template))
    return contract


def proposed_dates() -> dict:
    """What a new contract proposes as its period."""
    start = today()
    return {"start_date": start, "end_date": add_months(start, PROPOSED_MONTHS)}


@transaction.atomic
def draft_from_quote(quote_pk: int, user: User) -> Contract:
    """The contract of an accepted quote, with its lines, prices and terms; once (CON-01, QUO-07).

    Of options and alternatives only what the customer took. The quote becomes converted in the same transaction, under
    its lock: the second attempt is refused there.
    """
    quote = mark_converted(quote_pk, user)
    template = current_template()
    terms = {
        "payment_terms": quote.payment_terms,
        "after_sales_terms": quote.service_content,
        "delivery_terms": quote.delivery_place,
        # What was agreed afterwards counts.
        **(agreed_terms(quote.opportunity) if quote.opportunity else {}),
    }
    taken = ("product", "spec", "unit", "quantity", "price", "tax_rate", "due_date")
    lines = [
        {**{name: getattr(line, name) for name in taken}, "quality_standard": line.product.quality_standard}
        for line in quote.lines.filter(counted=True).select_related("product")
    ]
    return draft_contract(
        user,
        lines,
        customer=quote.customer,
        template=template,
        quote=quote,
        opportunity=quote.opportunity,
        title=_("Sales contract %(customer)s") % {"customer": quote.customer.name},
        payment_term_days=quote.payment_term_days,
        **{name: text for name, text in terms.items() if text.strip()},
    )


def lock_quote_of(pk: int) -> None:
    """The quote before the contract that was drafted from it."""
    quote = Contract.objects.filter(pk=pk).values_list("quote", flat=True).first()
    if quote:
        lock(Quote, quote)


def give_back_quote(contract: Contract, user: User) -> None:
    """The draft was thrown away: the accepted quote may become a contract again (QUO-07)."""
    quote = contract.quote
    if quote is not None:
        change(contract, user, gettext_noop("Quote given back"), quote=None)
        move(quote, Quote.Status.ACCEPTED, user, comment=str(contract), action=gettext_noop("In force again"))


def _total(lines: list) -> Decimal:
    """The sum of the lines; BusinessError where it is more than an amount can be."""
    total = sum((amount_of(line["quantity"], line["price"]) for line in lines), start=ZERO)
    if total >= LIMIT:
        raise BusinessError(_("The amount of the contract is too large."))
    return total


def _write_lines(contract: Contract, lines: list) -> None:
    """Replace the lines of a contract; ``lines`` are dictionaries of their fields."""
    contract.lines.all().delete()
    names = ["product", *(name for name in LINE_FIELDS if name != "product_id")]
    ContractLine.objects.bulk_create(
        ContractLine(
            contract=contract,
            position=position,
            amount=amount_of(line["quantity"], line["price"]),
            **{name: line[name] for name in names if line.get(name) is not None},
        )
        for position, line in enumerate(lines, 1)
    )


@transaction.atomic
def edit_contract(pk: int, user: User, lines: list, **values: Any) -> Contract:
    """Save the content. After a review began, a change of price, quantity, date or terms is a new revision (CON-17).

    The contract returns to draft, its open approval ends, every decision stays in the history, and nothing of it
    counts for the new revision. Title and remark are not terms: they change without a new review.
    """
    contract = lock(Contract, pk, "customer__owner")
    if not contract.is_revisable:
        raise BusinessError(
            _("“%(contract)s” is “%(status)s” and can no longer be edited.")
            % {"contract": contract, "status": contract.get_status_display()}
        )
    require(can_edit_contract(user, contract))
    old_lines = list(contract.lines.select_related("product"))
    changed = changed_terms(contract, values, old_lines, lines, free=Contract.FREE_FIELDS)
    if changed and contract.status != Contract.Status.DRAFT:
        start_revision(contract, user)
    written = {"amount": _total(lines), **values}
    if not changed:
        written = {name: value for name, value in written.items() if name in Contract.FREE_FIELDS}
    change(contract, user, gettext_noop("Edited"), **written)
    if "lines" in changed:
        _write_lines(contract, lines)
        audit.record(contract, user, LINES_CHANGED, changes=_line_changes(old_lines, lines))
    return contract


def start_revision(contract: Contract, user: User) -> None:
    """What was agreed is changed after a review: back to draft, every decision and signature begins anew (CON-17)."""
    approvals.cancel(contract, user, comment=gettext_noop("The terms were changed."))
    move(
        contract,
        Contract.Status.DRAFT,
        user,
        action=gettext_noop("New revision"),
        comment=gettext_noop("Price, quantity, date or terms were changed: all reviews start anew."),
        revision=contract.revision + 1,
        approved_on=None,
        **NO_MARKS,
    )


def _line_changes(old_lines: list[ContractLine], new_lines: list) -> dict:
    """``{"1": [before, after]}`` of the lines that differ, as the timeline shows them."""
    products = {line.product_id: line.product for line in old_lines}
    before = [_line_text(products[line.product_id], line.quantity, line.price, line.due_date) for line in old_lines]
    after = [_line_text(line["product"], line["quantity"], line["price"], line.get("due_date")) for line in new_lines]
    pairs = zip_longest(before, after, fillvalue="")
    return {str(no): [old, new] for no, (old, new) in enumerate(pairs, 1) if old != new}


def _line_text(product: Product, quantity: Decimal, price: Decimal, due_date: dt.date) -> str:
    return f"{product} × {quantity.normalize():f} @ {price} {due_date or ''}".strip()


# Put the contract to its reviewers (CON-03); contracts.approval says who and refuses what is incomplete.
submit_contract = approvals.submit_of(Contract)
