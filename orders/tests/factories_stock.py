"""Stock for the tests of this app: kept from now on, by the real road."""

from decimal import Decimal

from orders.opening_stock.beginning import begin_keeping, state_opening
from orders.opening_stock.check import differences
from orders.stock.models import StockBalance


def keep_stock(people):
    """Stock is kept from now on, with what the documents say."""
    begin_keeping(people.warehouse)


def opened(people, product, quantity):
    """So much of a product lies there on the first day."""
    return state_opening(people.warehouse, product=product, quantity=Decimal(str(quantity)))


def stock_of(product):
    """``{state: quantity}`` of the states in which something is."""
    row = StockBalance.objects.filter(pk=product.pk).first()
    states = ("made", "rework", "passed", "free", "bound", "reserved", "returned")
    return {state: int(getattr(row, state)) for state in states if row and getattr(row, state)}


def agrees():
    """Balance, movements and documents agree."""
    return differences() == []
