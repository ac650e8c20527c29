"""What finding a customer tells core: the type-ahead of customers."""

from customers.customer.models import Customer
from customers.identity.lookup import customer_fills, search_customers
from salesmgmt.core.registry import register_lookup


def register():
    register_lookup(
        "customer",
        lambda user: Customer.objects.visible_to(user).live(),
        label=lambda customer: customer.name,
        note=lambda customer: " · ".join(filter(None, [customer.number, customer.grade])),
        search=search_customers,
        fills=customer_fills,
        keeps=True,
        prefetch=("contacts",),
    )
