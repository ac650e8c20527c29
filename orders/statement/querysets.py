from __future__ import annotations

from typing import TYPE_CHECKING

from orders.account.querysets import NumberedQuerySet

if TYPE_CHECKING:
    from customers.customer.models import Customer


class StatementQuerySet(NumberedQuerySet):
    """A statement shows receivables: whoever reads the customer's invoices reads it."""

    MATRIX_KEY = "invoice"

    def with_customer(self) -> StatementQuerySet:
        return self.select_related("customer", "customer__owner")

    def agreed_by(self, customer: Customer) -> StatementQuerySet:
        """The statements to whose figures the customer has agreed."""
        states = self.model.Status
        return self.filter(customer=customer, status__in=(states.CONFIRMED, states.SETTLED))
