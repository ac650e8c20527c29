"""The demo company's money: two years of receivables, payments in every state, statements, credit notes."""

import datetime as dt
import random
from decimal import Decimal

from django.utils import timezone

from orders.account.check import differences
from orders.account.models import Account
from orders.delivery.models import DeliveryNote
from orders.demand.models import DemandNotice
from orders.invoice.ageing import with_ageing
from orders.invoice.billing import bill_delivery
from orders.invoice.models import Invoice
from orders.invoice.overdue import mark_overdue
from orders.invoice.posting import cancel_invoice, credit_invoice, dispute_invoice, post_invoice
from orders.payment.allocation import accept_proposal, allocate
from orders.payment.recording import confirm_payment, record_payment, reject_payment, reverse_payment
from orders.receivables.opening_import import import_opening
from orders.statement.sending import explain_difference, make_statement, record_answer, send_statement
from salesmgmt.core.calendar import add_months, month_bounds, today
from salesmgmt.core.money import cents

# What a customer of a grade buys a month in yuan, the days he pays after (or before) the due date, and how often he
# leaves an invoice of the last months unpaid.
HABITS = {
    "A": (420_000, (-12, 6), 0.04),
    "B": (260_000, (-6, 18), 0.08),
    "C": (120_000, (2, 45), 0.2),
    "D": (60_000, (10, 75), 0.35),
    "E": (30_000, (40, 120), 0.6),
}
MONTHS = 24


def take_over(company):
    """Two years of invoices as the old books had them, taken over like any customer's opening balances."""
    _history(company, _owing(company), random.Random(20250115))


def _owing(company):
    return [each for each in company.customers.values() if each.owner and each.grade]


def build(company):
    """Everything goes through the domain functions, and the books must agree at the end."""
    _billing(company)
    _payments(company, _owing(company))
    _corrections(company)
    mark_overdue()
    _statements(company)
    wrong = differences()
    if wrong:
        raise RuntimeError(f"the demo books do not agree: {wrong[:3]}")


def _history(company, customers, chance):
    rows = []
    for customer in customers:
        for back in range(MONTHS, 0, -1):
            rows += _month(customer, add_months(today().replace(day=1), -back), chance)
    numbered = [(number, values) for number, values in enumerate(rows, start=2)]
    import_opening(numbered, company.finance, False, lambda count: None)


def _month(customer, first, chance):
    monthly, late, unpaid = HABITS[customer.grade]
    term = customer.payment_term_days or 60
    for _n in range(chance.randint(1, 2)):
        day = first + dt.timedelta(days=chance.randint(0, 26))
        due = day + dt.timedelta(days=term)
        settled = max(due + dt.timedelta(days=chance.randint(*late)), day + dt.timedelta(days=3))
        is_recent = first >= add_months(today().replace(day=1), -5)
        if settled >= today() or (is_recent and chance.random() < unpaid):
            settled = None
        yield {
            "customer": customer.name,
            "invoice_no": f"2550{chance.randrange(10**16):016d}",
            "date": day,
            "due_date": due,
            "amount": cents(Decimal(monthly) * Decimal(chance.randint(35_000, 115_000)) / Decimal(200_700)),
            "settled_on": settled,
            "disputed": settled is None and chance.random() < 0.06,
            "owner": "",
            "location": "",
        }


def _billing(company):
    """Deliveries are billed when they came back signed, and paid when that is long ago: then their orders are closed.

    The two newest wait for finance, one invoice is a draft, one draft was thrown away and written again, and the number
    of one has not arrived yet.
    """
    finance = company.finance
    notes = list(DeliveryNote.objects.billable().select_related("customer__owner").order_by("-signed_at", "-pk"))
    for place, note in enumerate(notes[2:]):
        day = timezone.localdate(note.signed_at)
        number = f"2650{note.pk:016d}" if place != 2 else ""
        if place == 1:
            twice = bill_delivery(note.pk, finance, invoice_no=number)
            cancel_invoice(twice.pk, finance, "抬头有误，重新开具")
        invoice = bill_delivery(note.pk, finance, invoice_no=number, date=min(day + dt.timedelta(days=2), today()))
        if place:
            post_invoice(invoice.pk, finance)
        if place % 3 and invoice.due_date < today() - dt.timedelta(days=5):
            _pay_exactly(invoice, finance)


def _pay_exactly(invoice, finance):
    days = (today() - invoice.due_date).days
    payment = confirm_payment(_record(invoice.customer, invoice.amount, days).pk, finance, acknowledged=True)
    allocate(payment.pk, finance, [(invoice.pk, invoice.amount)])


def _record(customer, amount, days_ago, **fields):
    values = {
        "date": today() - dt.timedelta(days=days_ago),
        "amount": cents(amount),
        "kind": "payment",
        "method": "transfer",
        "payer": customer.name,
        "reference": f"CN{customer.pk:04d}{days_ago:03d}{int(amount):09d}",
        "remark": "",
        **fields,
    }
    return record_payment(customer.owner, customer=customer, acknowledged=True, **values)


def _payments(company, customers):
    """One of every kind: recorded, rejected, advance, partly and wholly allocated, reversed, prepaid."""
    finance = company.finance
    owing = _largest(customers)
    for place, account in enumerate(owing[:4]):
        _record(
            account.customer,
            account.outstanding / (6 + place),
            1 + place,
            method="bank_draft" if place % 2 else "transfer",
        )
    rejected = _record(owing[4].customer, Decimal(18_000), 9)
    reject_payment(rejected.pk, finance, "银行流水中未查到该笔款项，请核对付款单位和日期。")
    advance = confirm_payment(_record(owing[5].customer, Decimal(86_500), 4, remark="预付下月货款").pk, finance)
    part = confirm_payment(_record(owing[6].customer, Decimal(60_000), 6).pk, finance)
    oldest = Invoice.objects.filter(customer=part.customer).open().oldest_first().first()
    allocate(part.pk, finance, [(oldest.pk, min(oldest.open_amount, Decimal("35000.00")))])
    for account in owing[7:10]:
        paid = confirm_payment(_record(account.customer, account.outstanding / 3, 12).pk, finance)
        accept_proposal(paid.pk, finance)
    bounced = confirm_payment(_record(owing[0].customer, Decimal(50_000), 20, method="bank_draft").pk, finance)
    accept_proposal(bounced.pk, finance)
    reverse_payment(bounced.pk, finance, "银行承兑汇票到期被拒付，已退回客户。")
    for notice in DemandNotice.objects.filter(kind="sporadic", customer__owner__isnull=False).order_by("pk")[:1]:
        prepaid = _record(notice.customer, notice.amount, 3, kind="prepayment", demand_notice=notice)
        confirm_payment(prepaid.pk, finance)
    return advance


def _largest(customers):
    """The accounts of these customers with something open, the largest first."""
    accounts = with_ageing(Account.objects.filter(customer__in=customers).select_related("customer__owner"), today())
    return list(accounts.filter(outstanding__gt=100_000).order_by("-outstanding"))


def _corrections(company):
    """A price allowance, a return of two pieces still in draft, and an invoice the customer disputes."""
    finance = company.finance
    old = Invoice.objects.open().filter(open_amount__gt=20_000, disputed=False, source=Invoice.Source.OPENING)
    open_ = list(old.oldest_first()[8:11])
    allowance = credit_invoice(open_[0].pk, finance, red_reason="4", amount=Decimal("1200.00"), remark="批量折让")
    post_invoice(allowance.pk, finance)
    line = Invoice.objects.open().filter(source=Invoice.Source.DELIVERY).oldest_first().first().lines.first()
    back = {line.pk: min(Decimal(2), line.quantity)}
    credit_invoice(line.invoice_id, finance, red_reason="2", lines=back, remark="退货 2 件，待质量部确认")
    wrong = credit_invoice(open_[1].pk, finance, red_reason="1", remark="客户已注销，债权转其子公司")
    post_invoice(wrong.pk, finance)
    dispute_invoice(open_[2].pk, finance, "客户称实收少 12 件，已请物流核对回单。")


def _statements(company):
    """Last month's statements: drafts, sent, confirmed, with a difference, and one that was explained."""
    first = add_months(today().replace(day=1), -1)
    last = month_bounds(first)[1]
    accounts = Account.objects.filter(customer__owner__isnull=False).exclude(balance=0).order_by("pk")
    customers = [account.customer for account in accounts.select_related("customer__owner")[:7]]
    for place, customer in enumerate(customers):
        owner = customer.owner
        statement = make_statement(
            owner, customer=customer, date_from=first, date_to=last, return_by=today() + dt.timedelta(days=10)
        )
        if place < 2:
            continue
        statement = send_statement(statement.pk, owner)
        if place == 3:
            record_answer(statement.pk, owner, statement.closing)
        elif place in (4, 5):
            record_answer(
                statement.pk, owner, statement.closing - Decimal("2350.00"), "我方 28 日已付 2,350.00 元，贵方未入账。"
            )
        if place == 5:
            explain_difference(statement.pk, company.finance, "款项次月 2 日到账，属于时间差异，双方核对一致。")
