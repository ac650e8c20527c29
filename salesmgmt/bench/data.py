"""The company of the measurements, of any size up to the whole: filled once, seeded, the books in order."""

import time
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import connection

from contracts.template.models import ContractTemplate
from orders.account.check import differences
from performance.metric.by_person import count_people
from performance.metric.daily import count_days
from salesmgmt.bench import agreements, goods, money, parties, reward, trade
from salesmgmt.bench.rows import CHANCE, execute


@dataclass(frozen=True)
class Size:
    """How many of everything."""

    customers: int = 100_000
    users: int = 300
    products: int = 500
    stocked: int = 20_000
    quotes: int = 300_000
    contracts: int = 300_000
    orders: int = 300_000
    invoices: int = 1_000_000
    payments: int = 1_000_000

    def times(self, part):
        """The same company at a part of the size; people and products stay."""
        rows = ("customers", "stocked", "quotes", "contracts", "orders", "invoices", "payments")
        return Size(**{name: max(int(getattr(self, name) * part), 50) for name in rows})


def fill(size, say=print):
    """Fill an empty, migrated database; returns the seconds each part took. Raises where the books do not agree."""
    execute(CHANCE)
    took = {}

    def step(name, act, *args):
        start = time.perf_counter()
        found = act(*args)
        took[name] = time.perf_counter() - start
        say(f"  {name:<12} {took[name]:7.1f} s")
        return found

    reps = step("people", parties.people, size.users, make_password(parties.PASSWORD))
    step("customers", parties.customers, size.customers, reps)
    step("products", parties.products, size.products)
    ContractTemplate.objects.get_or_create(name="标准供货合同", version=1, defaults={"status": "in_force"})
    step("quotes", trade.quotes, size.quotes, size.customers, size.products)
    step("contracts", trade.contracts, size.contracts, size.customers, size.products)
    step("prices", agreements.prices, size.customers, size.products)
    step("inquiries", agreements.inquiries, size.quotes // 3, size.customers)
    step("agreements", agreements.contracts)
    step("orders", trade.orders, size.orders, size.customers, size.products)
    step("deliveries", trade.deliveries)
    step("stock", goods.stock, size.stocked)
    step("invoices", money.invoices, size.invoices, size.customers)
    step("payments", money.payments, size.payments)
    step("ledger", money.ledger)
    step("statement", money.statement)
    step("plans and pay", reward.fill)
    step("sales by day", count_days)
    step("collections and orders by person", count_people)
    step("analyze", analyze)
    wrong = step("check", differences)
    if wrong:
        raise RuntimeError(f"the books do not agree: {wrong[:3]}")
    return took


def analyze():
    with connection.cursor() as cursor:
        cursor.execute(
            "VACUUM (ANALYZE, PARALLEL 2)"
            if connection.get_autocommit() and not connection.in_atomic_block
            else "ANALYZE"
        )
