"""Recomputing what is cached: balances from the ledger, open amounts from the allocations. In SQL, at any size."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

# Every query gives (what, number of the thing, stored, computed) of the rows that differ, and nothing when all agree.
CHECKS = {
    "balance": """
        SELECT c.name, a.balance, COALESCE(s.total, 0)
        FROM orders_account a
        JOIN customers_customer c ON c.id = a.customer_id
        LEFT JOIN (SELECT account_id, SUM(amount) AS total FROM orders_ledgerentry GROUP BY account_id) s
               ON s.account_id = a.id
        WHERE a.balance <> COALESCE(s.total, 0)
        ORDER BY c.name""",
    "open_items": """
        SELECT c.name, a.balance, COALESCE(i.total, 0) - COALESCE(p.total, 0)
        FROM orders_account a
        JOIN customers_customer c ON c.id = a.customer_id
        LEFT JOIN (SELECT customer_id, SUM(open_amount) AS total FROM orders_invoice
                   WHERE open_amount <> 0 GROUP BY customer_id) i ON i.customer_id = a.customer_id
        LEFT JOIN (SELECT customer_id, SUM(unallocated) AS total FROM orders_payment
                   WHERE unallocated > 0 GROUP BY customer_id) p ON p.customer_id = a.customer_id
        WHERE a.balance <> COALESCE(i.total, 0) - COALESCE(p.total, 0)
        ORDER BY c.name""",
    "invoice_open": """
        SELECT i.number, i.open_amount, i.amount - COALESCE(taken.total, 0) + COALESCE(given.total, 0)
        FROM orders_invoice i
        LEFT JOIN (SELECT invoice_id, SUM(amount) AS total FROM orders_allocation GROUP BY invoice_id) taken
               ON taken.invoice_id = i.id
        LEFT JOIN (SELECT credit_id, SUM(amount) AS total FROM orders_allocation
                   WHERE credit_id IS NOT NULL GROUP BY credit_id) given ON given.credit_id = i.id
        WHERE i.status NOT IN ('draft', 'cancelled')
          AND i.open_amount <> i.amount - COALESCE(taken.total, 0) + COALESCE(given.total, 0)
        ORDER BY i.number""",
    "invoice_settled": """
        SELECT i.number, i.open_amount, i.open_amount
        FROM orders_invoice i
        WHERE i.status NOT IN ('draft', 'cancelled') AND (i.open_amount = 0) <> (i.settled_on IS NOT NULL)
        ORDER BY i.number""",
    "payment_unallocated": """
        SELECT p.number, p.unallocated,
               CASE WHEN p.status IN ('confirmed', 'allocated') THEN p.amount ELSE 0 END - COALESCE(s.total, 0)
               - COALESCE(r.total, 0)
        FROM orders_payment p
        LEFT JOIN (SELECT payment_id, SUM(amount) AS total FROM orders_allocation
                   WHERE payment_id IS NOT NULL GROUP BY payment_id) s ON s.payment_id = p.id
        LEFT JOIN (SELECT payment_id, SUM(amount) AS total FROM orders_refund
                   WHERE status = 'approved' AND payment_id IS NOT NULL GROUP BY payment_id) r ON r.payment_id = p.id
        WHERE p.unallocated <>
              CASE WHEN p.status IN ('confirmed', 'allocated') THEN p.amount ELSE 0 END - COALESCE(s.total, 0)
              - COALESCE(r.total, 0)
        ORDER BY p.number""",
}


def register_check(name: str, sql: str) -> None:
    """One more check, of a room further down."""
    if name in CHECKS:
        raise ValueError(f"the check {name} is registered twice")
    CHECKS[name] = sql


@dataclass(frozen=True)
class Difference:
    check: str
    name: str
    stored: Decimal
    computed: Decimal


def differences(limit: int = 1000) -> list:
    """Whatever is cached and does not agree with the rows it is the sum of; empty when the books are right."""
    found = []
    with connection.cursor() as cursor:
        for check, sql in CHECKS.items():
            cursor.execute(f"{sql} LIMIT %s", [limit])
            found += [Difference(check, *row) for row in cursor.fetchall()]
    return found
