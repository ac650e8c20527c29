from __future__ import annotations

from customers.customer.of_customer import OfCustomerQuerySet


class PreferenceQuerySet(OfCustomerQuerySet):
    MATRIX_KEY = "customer"

    def current(self) -> PreferenceQuerySet:
        return self.filter(retired_at__isnull=True)
