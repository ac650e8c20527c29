"""Money for the tests of this app and of performance: posted invoices and payments in any state, with their ledger."""

import datetime as dt
from decimal import Decimal
from itertools import count

from orders.invoice.amounts import position
from orders.invoice.drafting import draft
from orders.invoice.models import Invoice
from orders.invoice.posting import post_invoice
from orders.payment.models import Payment
from orders.payment.recording import confirm_payment
from salesmgmt.core import calendar
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.tests.factories import UserFactory

SERIAL = count(1)


def a_finance_user():
    return User.objects.with_role(Role.FIN).first() or UserFactory(username="finance-factory", roles=[Role.FIN])


def draft_invoice(customer, amount="1000.00", date=None, due_date=None, tax_rate=13, **fields):
    """A draft with one line. It has no delivery, so it is an opening balance with a number of its own."""
    date = date or calendar.today()
    line = position("活动板房组件", 1, Decimal(amount), tax_rate)
    return draft(
        fields.pop("user", None) or a_finance_user(),
        customer,
        [line],
        source=Invoice.Source.OPENING,
        invoice_no=fields.pop("invoice_no", None) or f"OLD-{next(SERIAL)}",
        date=date,
        due_date=due_date or date + dt.timedelta(days=30),
        **fields,
    )


def posted_invoice(customer, amount="1000.00", date=None, due_date=None, **fields):
    """A receivable: ``posted_invoice(customer, "5000.00", due_date=...)``."""
    invoice = draft_invoice(customer, amount, date, due_date, **fields)
    return post_invoice(invoice.pk, a_finance_user())


def recorded_payment(customer, amount="1000.00", date=None, user=None, **fields):
    """Money that finance has not confirmed yet."""
    return Payment.objects.create(
        number=next_number(Payment.KIND),
        customer=customer,
        amount=Decimal(amount),
        date=date or calendar.today(),
        created_by=user or customer.owner,
        **fields,
    )


def confirmed_payment(customer, amount="1000.00", date=None, **fields):
    """Money that has arrived and is free. ``kind="prepayment", demand_notice=notice`` for REC-15."""
    payment = recorded_payment(customer, amount, date, **fields)
    return confirm_payment(payment.pk, a_finance_user(), acknowledged=True)
