"""What looks wrong about a receipt and may still be right: a warning when recorded, a question when confirmed (REC-06)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.payment.models import Payment
from orders.payment.permissions import can_decide_payment
from salesmgmt.core import calendar, registry
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.read_once import read_once

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal
    from typing import Any

    from customers.customer.models import Customer
    from orders.payment.querysets import PaymentQuerySet
    from salesmgmt.core.models import User


def receipt_warnings(
    customer: Customer,
    *,
    date: dt.date,
    amount: Decimal,
    reference: str = "",
    besides: int | None = None,
    **_other: Any,
) -> list:
    """In words: an equal receipt, a day the customer has agreed to in a statement, a day of last year."""
    found = []
    twin = equal_receipts(customer, date, amount, reference).exclude(pk=besides).first()
    if twin is not None:
        found.append(_equal_in(twin, reference) % {"payment": twin, "status": twin.get_status_display()})
    found += agreed_warnings(customer, date)
    if date.year < calendar.today().year:
        found.append(_("The day of receipt lies in the year %(year)d.") % {"year": date.year})
    return found


def agreed_warnings(customer: Customer, date: dt.date) -> list:
    """In words: a day the customer has agreed to in a statement."""
    agreed = registry.fact("customer", "agreed_statements", customer)
    statement = agreed.filter(date_from__lte=date, date_to__gte=date).first()
    if statement is None:
        return []
    return [
        _(
            "The customer has confirmed the statement %(statement)s (%(first)s to %(last)s): the receipt would change it."
        )
        % {"statement": statement, "first": statement.date_from, "last": statement.date_to}
    ]


def _equal_in(twin: Payment, reference: str) -> str:
    if _plain(twin.reference) == _plain(reference):
        return _("%(payment)s is equal: same customer, day, amount and bank reference (%(status)s).")
    return _(
        "%(payment)s is equal: same customer, day and amount, and only one of the two has a bank reference (%(status)s)."
    )


def equal_receipts(customer: Customer, date: dt.date, amount: Decimal, reference: str) -> PaymentQuerySet:
    """The same bank receipt recorded once more; what was rejected or reversed does not count.

    A reference is the same whatever its blanks and its width: ＣＮ 12 is cn12. Where one of the two has none, it may be
    the same receipt, entered once from the bank's list and once from a telephone call.
    """
    dead = (Payment.Status.REJECTED, Payment.Status.REVERSED)
    rows = Payment.objects.filter(customer=customer, date=date, amount=amount).exclude(status__in=dead)
    wanted = _plain(reference)
    known = [(pk, _plain(other)) for pk, other in rows.values_list("pk", "reference")]
    same = [pk for pk, other in known if other == wanted or not (other and wanted)]
    return Payment.objects.filter(pk__in=same).order_by("pk")


def _plain(reference: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", reference or "")).casefold()


def warnings_of(payment: Payment) -> list:
    """Of a recorded payment, for its page and its confirmation."""
    return receipt_warnings(
        payment.customer,
        date=payment.date,
        amount=payment.amount,
        reference=payment.reference,
        besides=payment.pk,
    )


def need_acknowledgement(warnings: list, acknowledged: bool) -> str:
    """BusinessError with the warnings unless a person has said that it is right all the same."""
    if warnings and not acknowledged:
        raise BusinessError(" ".join(warnings))
    return " ".join(warnings)


def doubts(payment: Payment) -> list:
    """The warnings about a recorded payment, read once a page."""
    if payment.status != Payment.Status.RECORDED:
        return []
    return read_once(payment, "doubts", lambda: warnings_of(payment))


def can_confirm_now(user: User, payment: Payment) -> bool:
    return can_decide_payment(user, payment) and not doubts(payment)


def is_asked_about(user: User, payment: Payment) -> bool:
    return can_decide_payment(user, payment) and bool(doubts(payment))
