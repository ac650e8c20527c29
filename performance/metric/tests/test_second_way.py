"""Sales, profit, collections and commission of two people and the company, recomputed in plain SQL from the documents."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection

from customers.customer.maturity import set_mature
from customers.customer.models import Customer
from customers.customer.owner import reassign_customer
from customers.tests.factories import active_customer
from orders.account.models import LedgerEntry
from orders.payment.recording import reverse_payment
from orders.tests.factories_money import confirmed_payment
from performance.commission.computing import compute_month
from performance.commission.models import CommissionStatement
from performance.metric.catalogue import METRICS
from performance.metric.period import Period
from performance.metric.tests.test_metrics import sold
from pricing.cost.models import ProductCost
from pricing.tests.factories import ProductFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "english_people")]

MONTHS = [Period("month", dt.date(2025, month, 1)) for month in (3, 4, 5)]
YEAR = Period("year", dt.date(2025, 1, 1))
D = Decimal

# Whose customer it was at the end of a day: from whom the first later hand-over took him, else whose he is.
OWNER = """
    coalesce((select h.from_user_id from customers_customerownerhistory h
              where h.customer_id = {customer} and (h.at at time zone 'Asia/Shanghai')::date > {day}
              and h.from_user_id is not null order by h.at, h.id limit 1),
             (select c.owner_id from customers_customer c where c.id = {customer}))
"""
BILLED = """
    from orders_invoiceline l join orders_invoice i on i.id = l.invoice_id
    where i.posted_at is not null and i.status <> 'cancelled' and i.source <> 'opening' and i.date between %s and %s
"""
COST = """
    (select p.material + p.production + p.transport + p.management from pricing_productcost p
     where p.product_id = l.product_id and p.valid_from <= i.date order by p.valid_from desc limit 1)
"""
# Of the payments themselves, not of the ledger: what was confirmed, less what was taken back, each on its day.
MONEY = """
    from (select customer_id, date as day, amount from orders_payment where confirmed_at is not null
          union all select customer_id, reversed_on, -amount from orders_payment where reversed_on is not null) m
    where m.day between %s and %s
"""
INVOICE_OWNER = OWNER.format(customer="i.customer_id", day="i.date")
MONEY_OWNER = OWNER.format(customer="m.customer_id", day="m.day")
SECOND_WAY = {
    "sales": f"select {INVOICE_OWNER}, sum(l.net) {BILLED} group by 1",
    "profit": f"select {INVOICE_OWNER}, sum(coalesce(l.net - round(l.quantity * {COST}, 2), 0)) {BILLED} group by 1",
    "collections": f"select {MONEY_OWNER}, sum(m.amount) {MONEY} group by 1",
    # Every customer here is mature: three per mille of each movement.
    "commission": f"select {MONEY_OWNER}, sum(round(m.amount * 0.003, 2)) {MONEY} group by 1",
}


def second_way(name, period):
    with connection.cursor() as cursor:
        cursor.execute(SECOND_WAY[name], [period.first, period.last])
        return dict(cursor.fetchall())


@pytest.fixture
def three_months(people, time_machine):
    """Two people, one customer handed over in the middle of April, a payment of March reversed in May."""
    time_machine.move_to("2025-03-01T10:00+08:00")
    product = ProductFactory()
    ProductCost.objects.create(product=product, valid_from=dt.date(2025, 1, 1), material=D("30"), production=D("7.77"))
    ProductCost.objects.create(product=product, valid_from=dt.date(2025, 4, 10), material=D("45.33"))
    customers = [active_customer(person) for person in (people.rep1, people.rep2, people.rep1)]
    Customer.objects.update(first_delivery_date=dt.date(2024, 1, 10))
    for customer in customers:
        set_mature(customer.pk, people.manager)
    payments = []
    for place, (month, day) in enumerate(((3, 5), (3, 31), (4, 9), (4, 15), (4, 16), (5, 1), (5, 31))):
        date = dt.date(2025, month, day)
        time_machine.move_to(f"{date}T10:00+08:00")
        if place == 3:
            reassign_customer(customers[2].pk, people.manager, people.rep2, "moves")
        for number, customer in enumerate(customers):
            sold(people, customer, f"{100 + 37 * place + number}.13", date, product, place + number)
            payments.append(confirmed_payment(customer, f"{1000 * (place + 1) + 333 * number}.55", date))
        if place == 5:
            reverse_payment(payments[0].pk, people.finance, "bounced")
    time_machine.move_to("2025-06-01T10:00+08:00")
    for period in MONTHS:
        compute_month(period.first, people.finance)
    return people


def test_the_figures_are_those_of_plain_sql(three_months):
    """KPI-01, KPI-14, PAY-09"""
    people = three_months
    two = (people.rep1, people.rep2)
    assert LedgerEntry.objects.filter(kind=LedgerEntry.Kind.REVERSAL).exists()
    for period in (*MONTHS, YEAR):
        for code in ("sales", "profit", "collections"):
            found = second_way(code, period)
            shown = METRICS[code].values(list(two), period)
            assert [shown[person.pk].value for person in two] == [found[person.pk] for person in two], (code, period)
            assert METRICS[code].of_company(period).value == sum(found.values()), (code, period)
        commission = second_way("commission", period)
        for person in two:
            rows = CommissionStatement.objects.filter(person=person, month__range=(period.first, period.last))
            assert sum(row.total for row in rows) == commission[person.pk], period
