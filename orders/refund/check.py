"""Recomputing what was refunded, from the refunds themselves."""

BOOKED = """
    SELECT 'ledger', COALESCE((SELECT SUM(amount) FROM orders_ledgerentry WHERE kind = 'refund'), 0),
           COALESCE((SELECT SUM(amount) FROM orders_refund WHERE status = 'approved'), 0)
    WHERE COALESCE((SELECT SUM(amount) FROM orders_ledgerentry WHERE kind = 'refund'), 0)
       <> COALESCE((SELECT SUM(amount) FROM orders_refund WHERE status = 'approved'), 0)"""
