"""Recomputing what was journaled, from the movements themselves."""

# The receivable of each entry is its movement, and debit is credit.
AGREES = """
    SELECT to_char(e.month, 'YYYY-MM') || ' ' || e.place, m.amount, s.receivable
    FROM orders_journalentry e
    JOIN orders_ledgerentry m ON m.id = e.movement_id
    JOIN LATERAL (
        SELECT SUM(debit - credit) FILTER (WHERE subject = 'receivable') AS receivable, SUM(debit - credit) AS rest
        FROM orders_journalline WHERE entry_id = e.id) s ON true
    WHERE m.amount IS DISTINCT FROM s.receivable OR s.rest <> 0
    ORDER BY 1"""
