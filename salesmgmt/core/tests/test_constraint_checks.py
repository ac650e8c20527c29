"""Constraints of a typed row, decided without the database."""

from decimal import Decimal

import pytest

from contracts.contract.models import ContractLine
from orders.invoice.models import Invoice
from orders.order.models import OrderLine
from pricing.quote.models import Quote, QuoteLine
from salesmgmt.core.web.constraint_checks import surely_hold


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        (OrderLine(quantity=Decimal(1)), True),
        (OrderLine(quantity=Decimal(0)), False),
        # SQL refuses nothing it does not know.
        (OrderLine(quantity=None), True),
        (QuoteLine(quantity=Decimal(1), price=None), True),
        (QuoteLine(quantity=Decimal(1), price=Decimal(0)), False),
        (ContractLine(quantity=Decimal(1), tax_rate=Decimal(13)), True),
        (ContractLine(quantity=Decimal(1), tax_rate=Decimal(101)), False),
        # Whether something is there only once, the database knows.
        (Quote(), False),
        (Invoice(), False),
    ],
)
def test_a_row_surely_holds_only_where_its_own_values_tell(row, holds):
    assert surely_hold(row) is holds
