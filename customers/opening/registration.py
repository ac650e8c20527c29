"""What the opening of customer files tells core."""

from customers.opening.imports import CUSTOMERS
from salesmgmt.core.domain.imports import register_import


def register():
    register_import(CUSTOMERS)
