"""Recomputing the frozen balances of the closed months from the ledger."""

# An account's balance, opening to closing, of every closed month: stored beside what the ledger says today.
FROZEN = """
    SELECT to_char(m.month, 'YYYY-MM') || ' ' || c.name, b.closing, COALESCE(s.total, 0)
    FROM orders_monthend m
    JOIN orders_monthbalance b ON b.month_end_id = m.id AND b.run = m.closings
    JOIN orders_account a ON a.id = b.account_id
    JOIN customers_customer c ON c.id = a.customer_id
    LEFT JOIN LATERAL (
        SELECT SUM(amount) AS total, SUM(amount) FILTER (WHERE date < m.month) AS before
        FROM orders_ledgerentry WHERE account_id = b.account_id AND date < m.month + interval '1 month') s ON true
    WHERE m.status IN ('closed', 'submitted')
      AND (b.closing <> COALESCE(s.total, 0) OR b.opening <> COALESCE(s.before, 0))
    ORDER BY 1"""
# And the sum of all: no account was left out.
TOTAL = """
    SELECT to_char(m.month, 'YYYY-MM'), m.closing, COALESCE(s.total, 0)
    FROM orders_monthend m
    LEFT JOIN LATERAL (
        SELECT SUM(amount) AS total FROM orders_ledgerentry WHERE date < m.month + interval '1 month') s ON true
    WHERE m.status IN ('closed', 'submitted') AND m.closing <> COALESCE(s.total, 0)
    ORDER BY 1"""
