"""Setting money against invoices, and taking it back. Always under the account's lock, always with both sides written."""

from collections import Counter

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.account.posting import checked_amount, lock_with_account
from orders.invoice.models import Invoice
from orders.invoice.status import status_of
from orders.order.closing import close_after_payment
from orders.payment.figures import HELD
from orders.payment.models import Allocation, Payment
from orders.payment.permissions import can_allocate_payment
from orders.payment.proposal import propose
from salesmgmt.core import audit, calendar
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.state import assign, change, move, require


def proposal_for(payment):
    """The proposal for a payment as it stands: shown to finance, who accepts or changes it.

    A prepayment is held for its demand notice: while it is, only the invoices of that demand are proposed (REC-15).
    """
    invoices = Invoice.objects.filter(customer=payment.customer_id, open_amount__gt=0)
    if payment.demand_notice_id and Payment.objects.filter(HELD, pk=payment.pk).exists():
        invoices = invoices.of_demand(payment.demand_notice_id)
    return propose(payment.unallocated, invoices.oldest_first())


@transaction.atomic
def allocate(pk, user, shares):
    """Spread a confirmed payment over invoices: ``shares`` is ``[(invoice pk, amount)]`` (REC-06).

    Refused: more than is free of the payment, more than is open of an invoice, an invoice of somebody else or one that
    is not posted, an invoice named twice, an amount that is none. All of it or nothing.
    """
    payment, _account = lock_with_account(Payment, pk)
    require(can_allocate_payment(user, payment))
    if payment.status != Payment.Status.CONFIRMED:
        raise BusinessError(_("Only money that finance has confirmed and that is still free can be allocated."))
    shares = checked_shares(shares)
    wanted = sum(amount for _pk, amount in shares)
    if wanted > payment.unallocated:
        raise BusinessError(
            _("%(wanted)s is to be allocated, but only %(free)s of this payment is free.")
            % {"wanted": f"{wanted:,.2f}", "free": f"{payment.unallocated:,.2f}"}
        )
    for invoice, amount in lock_invoices(payment.customer_id, shares):
        _set_against(payment, invoice, amount, user)
    left = payment.unallocated - wanted
    if left == ZERO:
        return move(payment, Payment.Status.ALLOCATED, user, action=gettext_noop("Allocated"), unallocated=left)
    return change(payment, user, gettext_noop("Partly allocated"), unallocated=left)


@transaction.atomic
def accept_proposal(pk, user):
    """Allocate as proposed, oldest first, from the figures under the lock: a person's decision, never silent."""
    payment, _account = lock_with_account(Payment, pk)
    require(can_allocate_payment(user, payment))
    shares = [(invoice.pk, amount) for invoice, amount in proposal_for(payment)]
    if not shares:
        raise BusinessError(
            _("There is no open invoice to propose. Allocate by hand, or keep the money on the account.")
        )
    return allocate(pk, user, shares)


@transaction.atomic
def take_back(pk, user, comment):
    """Undo the allocations of a payment: the invoices are open again and the money is free."""
    payment, _account = lock_with_account(Payment, pk)
    require(can_allocate_payment(user, payment))
    if not payment.is_received:
        raise BusinessError(_("Only a confirmed payment has allocations."))
    returned = release(payment, user, calendar.today())
    if not returned:
        raise BusinessError(_("Nothing of this payment is allocated."))
    free = payment.unallocated + returned
    if payment.status == Payment.Status.ALLOCATED:
        return move(
            payment,
            Payment.Status.CONFIRMED,
            user,
            action=gettext_noop("Allocation taken back"),
            comment=comment,
            unallocated=free,
        )
    return change(payment, user, gettext_noop("Allocation taken back"), comment=comment, unallocated=free)


def release(origin, user, day):
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


def offset_credit(credit, invoice, amount, user):
    """Set a posted credit note against an invoice; both are locked by the caller."""
    _set_against(credit, invoice, amount, user)
    left = credit.open_amount + amount
    day = Allocation.objects.filter(credit=credit).aggregate(day=Max("date"))["day"] if left == ZERO else None
    return restate(credit, left, user, gettext_noop("Offset"), f"{invoice}: {amount:,.2f}", day)


def _field_of(origin):
    return "payment" if isinstance(origin, Payment) else "credit"


def _set_against(origin, invoice, amount, user):
    if amount > invoice.open_amount:
        raise BusinessError(
            _("Only %(open)s of invoice %(invoice)s is open; %(wanted)s cannot be allocated to it.")
            % {"open": f"{invoice.open_amount:,.2f}", "invoice": invoice, "wanted": f"{amount:,.2f}"}
        )
    field = _field_of(origin)
    day = _effective_day(origin, invoice, field)
    Allocation.objects.create(invoice=invoice, amount=amount, date=day, created_by=user, **{field: origin})
    left = invoice.open_amount - amount
    settled_on = None
    if left == ZERO:
        settled_on = Allocation.objects.filter(invoice=invoice).aggregate(day=Max("date"))["day"]
    action = gettext_noop("Credited") if field == "credit" else gettext_noop("Paid")
    # Credited is what its own credit note closes; the red letter of another invoice pays it.
    by_credit = field == "credit" and origin.corrects_id == invoice.pk
    restate(invoice, left, user, action, f"{origin}: {amount:,.2f}", settled_on, by_credit=by_credit)


def _effective_day(origin, invoice, field):
    """The later of both dates, and never before either was last free: so no earlier day shows money spent twice."""
    back = Allocation.objects.filter(amount__lt=0)
    latest = [
        back.filter(invoice=invoice).aggregate(day=Max("date"))["day"],
        back.filter(**{field: origin}).aggregate(day=Max("date"))["day"],
    ]
    return max([origin.date, invoice.date, *(day for day in latest if day)])


def restate(invoice, open_amount, user, action, comment, settled_on, by_credit=False):
    """Write what is open now, with the status that follows from it."""
    status = status_of(
        amount=invoice.amount,
        open_amount=open_amount,
        due_date=invoice.due_date,
        day=calendar.today(),
        by_credit=by_credit,
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


def checked_shares(shares):
    """``[(invoice pk, amount)]`` in the order of their pk, or BusinessError: none, one twice, an amount that is none."""
    shares = [(int(pk), checked_amount(amount)) for pk, amount in shares]
    if not shares:
        raise BusinessError(_("Enter an amount for at least one invoice."))
    if max(Counter(pk for pk, _amount in shares).values()) > 1:
        raise BusinessError(_("One invoice is named twice."))
    return sorted(shares)


def lock_invoices(customer_id, shares):
    """The invoices of the shares, locked in the order of their pk, with their amounts."""
    amounts = dict(shares)
    found = _locked(amounts)
    wrong = [invoice for invoice in found if not _payable(invoice, customer_id)]
    if wrong or len(found) != len(amounts):
        raise BusinessError(_("Only posted invoices of the same customer can be chosen."))
    return [(invoice, amounts[invoice.pk]) for invoice in found]


def _locked(pks):
    return list(Invoice.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))


def _payable(invoice, customer_id):
    return invoice.customer_id == customer_id and invoice.is_live and not invoice.is_credit
