from orders.account.querysets import NumberedQuerySet


class StatementQuerySet(NumberedQuerySet):
    """A statement shows receivables: whoever reads the customer's invoices reads it."""

    MATRIX_KEY = "invoice"

    def with_customer(self):
        return self.select_related("customer", "customer__owner")
