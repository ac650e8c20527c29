"""The demo company's money: two years of trade and what it left open, the old books, deliveries billed and paid."""

import datetime as dt
import random
from collections import defaultdict
from decimal import ROUND_FLOOR, Decimal

from django.utils import timezone

from contracts.contract.models import Contract
from contracts.payment_plan.demo import WARRANTY_MONTHS, retain
from contracts.payment_plan.planning import rows_of
from contracts.payment_plan.states import Event
from contracts.review.demo import BOUGHT_ONCE
from orders.account.check import differences
from orders.account.models import Account
from orders.billing.entry import bill_delivery
from orders.contract_life.figures import goods_events
from orders.credit_note import demo as corrections
from orders.delivery.models import DeliveryNote
from orders.invoice.overdue import mark_overdue
from orders.invoice.posting import cancel_invoice, enter_number, post_invoice
from orders.invoice.retention import bill_retention
from orders.opening_balance.entry import import_opening
from orders.payment import demo as payments
from orders.receivables.ageing import with_ageing
from orders.receivables.demo_trade import Deal, write_trade
from orders.receivables.overdue_days import keep_overdue
from salesmgmt.core.calendar import add_months, today
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
# A customer without a contract in performance is known from the old books alone: he stopped buying in the first months, or was
# blocked some months ago.
ENDED = {"E": 5}
LONG_AGO = 20
# Whose first delivery lies in the last half year.
NEWLY_WON, SINCE = "D", 6
# So much of a contract was called for before the last weeks, at most.
CALLED = Decimal("0.75")
# The trade grows month by month; in the last half year one representative does well and another falls behind.
GROWTH = Decimal("0.011")
LATELY, TREND = 6, {"rep1": Decimal("1.25"), "rep3": Decimal("0.55")}
# Of so many of the newest deliveries some were not paid when they fell due; what is older has been paid.
UNPAID_AMONG = 24
# Of what was bought once so many per cent are retained.
RETAINED = Decimal(10)


def take_over(company):
    """Two years of deliveries under the contracts in performance, and the invoices of the old books of everybody else, taken
    over like any customer's opening balances."""
    chance, contracts = random.Random(20250115), _running_contracts()
    deals, rows, called = [], [], defaultdict(Decimal)
    for customer in _owing(company):
        contract = contracts.get(customer.pk)
        for back in range(MONTHS, 0, -1):
            for row in _month(customer, add_months(today().replace(day=1), -back), chance, back):
                if contract is None:
                    if back >= ENDED.get(customer.grade, LONG_AGO):
                        rows.append(row)
                elif customer.grade != NEWLY_WON or back <= SINCE:
                    deals.append(_deal(contract, row, len(deals), called))
    import_opening(list(enumerate(rows, start=2)), company.finance, False, lambda count: None)
    write_trade(company, [deal for deal in deals if deal.goods])


def _running_contracts():
    """The first contract in performance of each customer."""
    found = Contract.objects.filter(status=Contract.Status.ACTIVE).select_related("customer__owner__superior__superior")
    rows = found.prefetch_related("lines__product", "customer__contacts").order_by("customer_id", "pk")
    return {contract.customer_id: contract for contract in rows.distinct("customer_id")}


def _deal(contract, row, place, called):
    """One or two of the goods of the contract, those of which least was called for, as many as come nearest to the amount;
    what the last weeks call for is left. ``called`` is {contract line: quantity}."""
    left = {line: line.quantity * CALLED - called[line.pk] for line in contract.lines.all()}
    chosen = sorted(left, key=lambda line: left[line] * line.price, reverse=True)[: 1 + place % 2]
    part, goods = row["amount"] / len(chosen), []
    for line in chosen:
        quantity = min((part / line.price).to_integral_value(), left[line].to_integral_value(ROUND_FLOOR))
        if quantity > 0:
            goods.append((line, quantity))
            called[line.pk] += quantity
    return Deal(
        contract, goods, row["date"], row["due_date"], row["settled_on"], row["disputed"], invoice_no=row["invoice_no"]
    )


def _owing(company):
    return [each for each in company.customers.values() if each.owner and each.grade]


def build(company):
    """Everything goes through the domain functions."""
    _billing(company)
    payments.build(company, _largest(_owing(company)))
    corrections.build(company)
    mark_overdue()


def require_agreement():
    """The books of the demo company must agree at the end. Then what was overdue on the days of the last month is kept, as the
    nights of that month would have done."""
    wrong = differences()
    if wrong:
        raise RuntimeError(f"the demo books do not agree: {wrong[:3]}")
    day = add_months(today(), -1)
    while day <= today():
        keep_overdue(day)
        day += dt.timedelta(days=1)


def _month(customer, first, chance, back):
    monthly, late, unpaid = HABITS[customer.grade]
    strength = 1 + GROWTH * (MONTHS // 2 - back)
    if back <= LATELY:
        strength *= TREND.get(customer.owner.username, 1)
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
            "amount": cents(strength * monthly * Decimal(chance.randint(35_000, 115_000)) / Decimal(200_700)),
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
    notes = list(
        DeliveryNote.objects.billable()
        .select_related("customer__owner", "order__contract")
        .order_by("-signed_at", "-pk")
    )
    for place, note in enumerate(notes[2:]):
        day = timezone.localdate(note.signed_at)
        number = f"2650{note.pk:016d}" if place != 2 else ""
        if place == 1:
            twice = bill_delivery(note.pk, finance, invoice_no=number)
            cancel_invoice(twice.pk, finance, "抬头有误，重新开具")
        day = min(day + dt.timedelta(days=2), today())
        retained = _retained(note)
        invoice = bill_delivery(note.pk, finance, invoice_no="" if retained else number, date=day)
        if retained and retained > invoice.due_date:
            _keep_back(invoice, retained, number, finance)
            continue
        if place:
            post_invoice(invoice.pk, finance)
        if (place % 3 or place > UNPAID_AMONG) and invoice.due_date < today() - dt.timedelta(days=5):
            payments.pay_exactly(invoice, finance)


def _keep_back(invoice, day, number, finance):
    """The tenth that is retained on an invoice of its own, due when the warranty ends; the rest is paid a month later."""
    apart = bill_retention(invoice.pk, finance, percent=RETAINED, due_date=day)
    for each, given in ((invoice, number), (apart, f"2651{number[4:]}")):
        post_invoice(each.pk, finance)
        enter_number(each.pk, finance, invoice_no=given)
    invoice.refresh_from_db()
    payments.pay_part(invoice, finance, 1, (today() - invoice.date).days - 30)


def _retained(note):
    """Of what was bought once a tenth is retained until the warranty ends: that day; None for all others. Where the warranty
    has ended it is today."""
    contract = note.order.contract
    if contract is None or not contract.title.endswith(BOUGHT_ONCE):
        return None
    accepted = goods_events(contract)[Event.ACCEPTANCE]
    plan = retain(contract, max((today() - add_months(accepted, WARRANTY_MONTHS)).days, 0))
    return rows_of(plan)[-1].due_on


def _largest(customers):
    """The accounts of these customers with something open, the largest first."""
    accounts = with_ageing(Account.objects.filter(customer__in=customers).select_related("customer__owner"), today())
    return list(accounts.filter(outstanding__gt=100_000).order_by("-outstanding"))
