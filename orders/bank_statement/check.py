"""Recomputing what the statements keep of their lines."""

# The number of lines that a statement says it brought in, and how many there are.
TAKEN = """
    SELECT a.number || ' ' || s.date_from || ' – ' || s.date_to, s.taken, COALESCE(l.number, 0)
    FROM orders_bankstatement s
    JOIN orders_bankaccount a ON a.id = s.account_id
    LEFT JOIN (SELECT statement_id, COUNT(*) AS number FROM orders_bankline GROUP BY statement_id) l
           ON l.statement_id = s.id
    WHERE s.taken <> COALESCE(l.number, 0)
    ORDER BY 1"""
