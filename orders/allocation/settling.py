"""What is set against an invoice: money, the red letter of another, or a write-off. Always under the account's lock, always with both sides written."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Max, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.account.models import LedgerEntry
from orders.account.posting import checked_amount
from orders.allocation.models import Allocation
from orders.invoice.models import Invoice
from orders.invoice.status import status_of
from orders.order_closing.closing import close_after_payment
from salesmgmt.core import audit, calendar, registry
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import assign, move

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal
    from typing import Any

    from salesmgmt.core.models import User


def release(origin: Any, user: User, day: dt.date) -> Decimal:
    """Write the counter-rows of everything a payment paid or a credit note was set against, dated ``day``; returns the
    sum. The account is locked."""
    field = _field_of(origin)
    rows = (
        Allocation.objects.filter(**{field: origin})
        .order_by()
        .values("invoice")
        .annotate(sum=Sum("amount"))
        .exclude(sum=0)
    )
    paid = {row["invoice"]: row["sum"] for row in rows}
    for invoice in _locked(paid):
        amount = paid[invoice.pk]
        Allocation.objects.create(invoice=invoice, amount=-amount, date=day, created_by=user, **{field: origin})
        restate(invoice, invoice.open_amount + amount, user, gettext_noop("Open again"), str(origin), None)
    return sum(paid.values(), ZERO)


def offset_credit(credit: Invoice, invoice: Invoice, amount: Decimal, user: User) -> Invoice:
    """Set a posted credit note against an invoice; both are locked by the caller."""
    set_against(credit, invoice, amount, user)
    left = credit.open_amount + amount
    day = Allocation.objects.filter(credit=credit).aggregate(day=Max("date"))["day"] if left == ZERO else None
    return restate(credit, left, user, gettext_noop("Offset"), f"{invoice}: {amount:,.2f}", day)


def offset_posted(credit: Invoice, *, original: Invoice, amount: Decimal, user: User) -> None:
    """A credit note was posted: it is set against the invoice it corrects."""
    offset_credit(credit, original, amount, user)


FIELDS = {"payment": "payment", "invoice": "credit", "doubtful": "doubtful"}
ACTIONS = {
    "payment": gettext_noop("Paid"),
    "credit": gettext_noop("Credited"),
    "doubtful": gettext_noop("Written off as bad debt"),
}


def _field_of(origin: Any) -> str:
    """The key of an allocation under which its origin stands."""
    return FIELDS[origin.KIND]


def take_off(origin: Any, invoice: Invoice, amount: Any, user: User, day: dt.date) -> Invoice:
    """Take back part of what an origin was set against one invoice, which is open again by so much; both are locked."""
    Allocation.objects.create(invoice=invoice, amount=-amount, date=day, created_by=user, **{_field_of(origin): origin})
    return restate(invoice, invoice.open_amount + amount, user, gettext_noop("Open again"), str(origin), None)


def set_against(origin: Any, invoice: Invoice, amount: Decimal, user: User) -> None:
    if amount > invoice.open_amount:
        raise BusinessError(
            _("Only %(open)s of invoice %(invoice)s is open; %(wanted)s cannot be allocated to it.")
            % {"open": f"{invoice.open_amount:,.2f}", "invoice": invoice, "wanted": f"{amount:,.2f}"}
        )
    field = _field_of(origin)
    day = _effective_day(origin, invoice, field)
    Allocation.objects.create(invoice=invoice, amount=amount, date=day, created_by=user, **{field: origin})
    left = invoice.open_amount - amount
    settled_on, lost = None, None
    if left == ZERO:
        sums = {"day": Max("date"), "lost": Sum("amount", filter=Q(doubtful__isnull=False))}
        settled_on, lost = Allocation.objects.filter(invoice=invoice).aggregate(**sums).values()
    # Credited is what its own credit note closes; the red letter of another invoice pays it.
    by_credit = field == "credit" and origin.corrects_id == invoice.pk
    restate(
        invoice,
        left,
        user,
        ACTIONS[field],
        f"{origin}: {amount:,.2f}",
        settled_on,
        by_credit=by_credit,
        written_off=bool(lost),
    )


def _effective_day(origin: Any, invoice: Invoice, field: str) -> dt.date:
    """The later of both dates, and never before either was last free: so no earlier day shows money spent twice. In a
    closed month nothing is settled any more: what was open at its end stays what it was."""
    back = Allocation.objects.filter(amount__lt=0)
    latest = [
        back.filter(invoice=invoice).aggregate(day=Max("date"))["day"],
        back.filter(**{field: origin}).aggregate(day=Max("date"))["day"],
    ]
    shut = registry.fact("ledger", "shut_until", LedgerEntry)
    latest.append(shut + dt.timedelta(days=1) if shut else None)
    return max([origin.date, invoice.date, *(day for day in latest if day)])


def restate(
    invoice: Invoice,
    open_amount: Decimal,
    user: User,
    action: str,
    comment: str,
    settled_on: dt.date | None,
    by_credit: bool = False,
    written_off: bool = False,
) -> Invoice:
    """Write what is open now, with the status that follows from it."""
    status = status_of(
        amount=invoice.amount,
        open_amount=open_amount,
        due_date=invoice.due_date,
        day=calendar.today(),
        by_credit=by_credit,
        written_off=written_off,
    )
    fields = {"open_amount": open_amount, "settled_on": settled_on}
    if open_amount == ZERO:
        close_after_payment([invoice], user)
    if status != invoice.status:
        return move(invoice, status, user, action=action, comment=comment, **fields)
    changes = assign(invoice, fields)
    invoice.save(update_fields=[*fields, *invoice.touched_fields()])
    audit.record(invoice, user, action, comment=comment, changes=changes)
    return invoice


def checked_shares(shares: list) -> list:
    """``[(invoice pk, amount)]`` in the order of their pk, or BusinessError: none, one twice, an amount that is none."""
    shares = [(int(pk), checked_amount(amount)) for pk, amount in shares]
    if not shares:
        raise BusinessError(_("Enter an amount for at least one invoice."))
    if max(Counter(pk for pk, _amount in shares).values()) > 1:
        raise BusinessError(_("One invoice is named twice."))
    return sorted(shares)


def lock_invoices(customer_id: int, shares: list) -> list:
    """The invoices of the shares, locked in the order of their pk, with their amounts."""
    amounts = dict(shares)
    found = _locked(amounts)
    wrong = [invoice for invoice in found if not _payable(invoice, customer_id)]
    if wrong or len(found) != len(amounts):
        raise BusinessError(_("Only posted invoices of the same customer can be chosen."))
    return [(invoice, amounts[invoice.pk]) for invoice in found]


def _locked(pks: dict) -> list:
    return list(Invoice.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))


def _payable(invoice: Invoice, customer_id: int) -> bool:
    return invoice.customer_id == customer_id and invoice.is_live and not invoice.is_credit
