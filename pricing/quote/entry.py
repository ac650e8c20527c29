"""Writing quotes: new, edited, copied, and as a new version."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pricing.price_list.prices import PriceBook, price_status
from pricing.quote.checks import rule_price_of
from pricing.quote.models import Quote, QuoteLine
from pricing.quote.opportunity import follow_revision, follow_sending
from pricing.quote.permissions import can_edit_quote, can_quote_for, can_revise_quote
from pricing.quote.standing import lines_of, refuse_without_evaluation
from pricing.quote.totals import bases, counted, line_amount, totals
from salesmgmt.core import audit, registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.approvals.snapshot import compare, snapshot_of
from salesmgmt.core.domain.attachments import copy_attachments
from salesmgmt.core.domain.discarding import status_before
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import assign, change, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from typing import Any

    from customers.customer.models import Customer
    from salesmgmt.core.models import User

HEADER = (
    "contact",
    "opportunity",
    "title",
    "valid_until",
    "payment_terms",
    "payment_term_days",
    "service_content",
    "lead_time",
    "delivery_place",
    "remark",
)
# What the amount fields of the database hold.
LARGEST_AMOUNT = Decimal("999999999999.99")
LINE = ("section", "kind", "product", "spec", "unit", "quantity", "price", "tax_rate", "due_date", "remark")


def proposed_validity(day: dt.date | None = None) -> dt.date:
    """The last day of validity proposed on a new quote (SET-54)."""
    return (day or today()) + timedelta(days=policy().quote_validity_days)


@transaction.atomic
def create_quote(user: User, customer: Customer, lines: Iterable = (), **fields: Any) -> Quote:
    """A new offer in draft. Refused for a customer who may not be quoted to (QUO-08) and outside the own scope."""
    require(can_quote_for(user, customer))
    refuse_without_evaluation(customer)
    number = next_number(Quote.KIND)
    quote = Quote(number=number, family=number, customer=customer, created_by=user, quote_date=today())
    fields.setdefault("valid_until", proposed_validity(quote.quote_date))
    assign(quote, _header(fields))
    _refuse_foreign(quote)
    _refuse_past_validity(quote)
    quote.save()
    _write_lines(quote, lines)
    audit.record(quote, user, gettext_noop("Created"))
    return quote


@transaction.atomic
def update_quote(pk: int, user: User, lines: Iterable = (), **fields: Any) -> Quote:
    """Edit a draft; a rejected quote becomes a draft again. What is in approval is locked, also by an open special
    discount, whose lines would no longer be what was asked for."""
    quote = lock(Quote, pk, "customer__owner")
    require(can_edit_quote(user, quote))
    _refuse_locked(quote)
    if quote.status == Quote.Status.REJECTED:
        move(quote, Quote.Status.DRAFT, user)
    before = snapshot_of(quote)
    header = _header(fields)
    assign(quote, {**header, "quote_date": today()})
    _refuse_foreign(quote)
    _refuse_past_validity(quote)
    quote.save(update_fields=["quote_date", *header, *quote.touched_fields()])
    quote.lines.all().delete()
    _write_lines(quote, lines)
    registry.tell("quote", "rewritten", quote, user=user)
    _record_changes(quote, user, before)
    return quote


@transaction.atomic
def revise_quote(pk: int, user: User) -> Quote:
    """A quote changed after approval is a new version that needs approval again; the old one is superseded (QUO-06).

    Lines, opportunity and attachments go along, and the approved special discounts hold for all versions. Returns the
    new draft.
    """
    quote = lock(Quote, pk, "customer__owner")
    require(can_revise_quote(user, quote))
    move(quote, Quote.Status.SUPERSEDED, user, action=gettext_noop("Superseded by a new version"))
    refuse_without_evaluation(quote.customer)
    version = Quote.objects.filter(family=quote.family).aggregate(last=Max("version"))["last"] + 1
    new = Quote(
        number=f"{quote.family}-V{version}",
        family=quote.family,
        version=version,
        replaces=quote,
        customer=quote.customer,
        created_by=user,
        quote_date=today(),
    )
    assign(new, {name: getattr(quote, name) for name in HEADER})
    new.valid_until = max(quote.valid_until, proposed_validity())
    new.save()
    _write_lines(new, [_line_fields(line) for line in lines_of(quote)])
    copy_attachments(quote, new)
    audit.record(new, user, gettext_noop("New version"), comment=str(quote))
    follow_revision(new, user)
    return new


def lock_former_version(pk: int) -> None:
    """The version a draft replaces is locked before it: rows of one table in the order of their keys."""
    former = Quote.objects.filter(pk=pk).values_list("replaces", flat=True).first()
    if former:
        lock(Quote, former)


def restore_former_version(quote: Quote, user: User) -> None:
    """The new version was thrown away: the one before stands again as it stood, and its opportunity with it (QUO-06)."""
    registry.tell("quote", "discarded", quote, user=user)
    former = quote.replaces
    if former is None:
        return
    change(quote, user, gettext_noop("Version taken back"), replaces=None)
    move(
        former,
        status_before(former, Quote.Status.SUPERSEDED) or Quote.Status.APPROVED,
        user,
        comment=str(quote),
        action=gettext_noop("In force again"),
    )
    if former.status == Quote.Status.SENT:
        follow_sending(former, user)


@transaction.atomic
def copy_quote(pk: int, user: User) -> Quote:
    """A new offer with the same content at today's validity; prices are kept and judged anew."""
    quote = lock(Quote, pk, "customer__owner")
    fields = {name: getattr(quote, name) for name in HEADER if name not in ("opportunity", "valid_until")}
    lines = [{**_line_fields(line), "due_date": None} for line in lines_of(quote) if line.product.is_active]
    new = create_quote(user, quote.customer, lines, **fields)
    audit.record(new, user, gettext_noop("Copied"), comment=str(quote))
    return new


@transaction.atomic
def copy_quote_to(pk: int, user: User, customer: Customer) -> Quote:
    """The same offer for another customer: his terms are his own, and every price is asked anew (PRC-03, PRC-05)."""
    quote = lock(Quote, pk, "customer__owner")
    require(can_edit_quote(user, quote))
    lines = [line for line in lines_of(quote) if line.product.is_active]
    book = PriceBook(customer, today(), [line.product for line in lines])
    fields = {name: getattr(quote, name) for name in ("title", "service_content", "lead_time", "remark")}
    new = create_quote(
        user,
        customer,
        [
            {**_line_fields(line), "due_date": None, "price": book.find(line.product, line.quantity).price}
            for line in lines
        ],
        payment_terms=quote.payment_terms,
        payment_term_days=customer.payment_term_days,
        **fields,
    )
    audit.record(new, user, gettext_noop("Copied"))
    return new


def _header(fields: dict) -> dict:
    return {name: fields[name] for name in HEADER if name in fields}


def _line_fields(line: QuoteLine) -> dict:
    return {name: getattr(line, name) for name in LINE}


def _refuse_locked(quote: Quote) -> None:
    if not quote.is_editable:
        raise BusinessError(
            _("“%(document)s” is “%(status)s” and can no longer be edited.")
            % {"document": quote, "status": quote.get_status_display()}
        )
    reason = registry.fact("quote", "why_locked", quote)
    if reason:
        raise BusinessError(reason)


def _refuse_foreign(quote: Quote) -> None:
    """Contact and opportunity belong to the customer, whatever was posted."""
    for related, name in ((quote.contact, _("contact")), (quote.opportunity, _("opportunity"))):
        if related is not None and related.customer_id != quote.customer_id:
            raise BusinessError(_("The %(what)s belongs to another customer.") % {"what": name})


def _refuse_past_validity(quote: Quote) -> None:
    if quote.valid_until < quote.quote_date:
        raise BusinessError(_("A quote is valid at least until today."))


def _write_lines(quote: Quote, lines: Iterable) -> None:
    """Store the lines with how each price stands to the rules of the quote's day (PRC-12), and the sums."""
    lines = [{name: line.get(name) for name in LINE} for line in lines]
    book = PriceBook(quote.customer, quote.quote_date, [line["product"] for line in lines])
    rows = []
    for position, line in enumerate(lines, 1):
        found = book.find(line["product"], line["quantity"])
        rows.append(
            QuoteLine(
                quote=quote,
                position=position,
                section=(line["section"] or "").strip(),
                kind=line["kind"] or QuoteLine.Kind.FIRM,
                product=line["product"],
                spec=line["spec"] or line["product"].spec,
                unit=line["unit"] or line["product"].unit,
                quantity=line["quantity"],
                price=line["price"],
                tax_rate=line["product"].tax_rate if line["tax_rate"] is None else line["tax_rate"],
                amount=line_amount(line["price"], line["quantity"]),
                price_status=price_status(line["price"], found),
                list_price=found.list_price,
                rule_price=rule_price_of(found),
                price_label=found.label,
                due_date=line["due_date"],
                remark=line["remark"] or "",
            )
        )
    if None in bases(rows).values():
        raise BusinessError(_("An alternative stands below the line that it would replace: the first line is none."))
    sums = sum_up(rows)
    QuoteLine.objects.bulk_create(rows)
    assign(quote, sums)
    quote.save(update_fields=[*sums, *quote.touched_fields()])


def sum_up(lines: list[QuoteLine]) -> dict[str, Decimal]:
    """Mark the lines that count and give the sums of the quote over them; without the options and alternatives that
    nobody has taken. BusinessError where the sum is more than an amount can be."""
    for line, counts in zip(lines, counted(lines), strict=True):
        line.counted = counts
    sums = totals([(line.amount, line.tax_rate) for line in lines if line.counted])
    if sums.gross > LARGEST_AMOUNT:
        raise BusinessError(_("The amount of the quote is too large."))
    return {"amount": sums.gross, "net_amount": sums.net, "tax_amount": sums.tax}


def _record_changes(quote: Quote, user: User, before: dict) -> None:
    quote.refresh_from_db()
    rows = compare(before, snapshot_of(quote))
    changes = {f"{where} {name}".strip(): [old, new] for where, name, old, new in rows if name != "quote"}
    if changes:
        audit.record(quote, user, gettext_noop("Edited"), changes=changes)


def submit_quote(pk: int, user: User, comment: str = "") -> Quote:
    """draft → submitted: to the sales manager, by the approval engine (QUO-03)."""
    quote = Quote.objects.get(pk=pk)
    approvals.submit(quote, user, comment)
    return quote
