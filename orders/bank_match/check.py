"""Recomputing what bank lines say of the payments they became."""

# A line that is posted, and the payment that it is: same amount, same customer, still received.
POSTED = """
    SELECT l.number, l.amount, CASE WHEN p.customer_id = l.customer_id AND p.status IN ('confirmed', 'allocated')
                                    THEN p.amount ELSE 0 END
    FROM orders_bankline l
    JOIN orders_payment p ON p.id = l.payment_id
    WHERE l.amount <> p.amount OR p.customer_id <> l.customer_id OR p.status NOT IN ('confirmed', 'allocated')
    ORDER BY l.number"""
