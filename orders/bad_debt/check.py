"""Recomputing what was written off and recovered, from the rows that were set against the invoices."""

LOST = """
    SELECT d.number, d.written_off - d.recovered, COALESCE(s.total, 0)
    FROM orders_doubtfulreceivable d
    LEFT JOIN (SELECT doubtful_id, SUM(amount) AS total FROM orders_allocation
               WHERE doubtful_id IS NOT NULL GROUP BY doubtful_id) s ON s.doubtful_id = d.id
    WHERE d.written_off - d.recovered <> COALESCE(s.total, 0)
    ORDER BY d.number"""
BOOKED = """
    SELECT 'ledger', COALESCE((SELECT -SUM(amount) FROM orders_ledgerentry WHERE kind IN ('write_off', 'recovery')), 0),
           COALESCE((SELECT SUM(amount) FROM orders_allocation WHERE doubtful_id IS NOT NULL), 0)
    WHERE COALESCE((SELECT -SUM(amount) FROM orders_ledgerentry WHERE kind IN ('write_off', 'recovery')), 0)
       <> COALESCE((SELECT SUM(amount) FROM orders_allocation WHERE doubtful_id IS NOT NULL), 0)"""
