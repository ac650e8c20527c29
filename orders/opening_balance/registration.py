"""What the opening balances tell core."""

from orders.opening_balance.imports import OPENING_BALANCES
from salesmgmt.core.domain.imports import register_import


def register():
    register_import(OPENING_BALANCES)
