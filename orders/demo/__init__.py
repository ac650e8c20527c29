"""The demo company's orders, goods and money, in the order in which they come about."""

from orders.demo import fulfilment, money, orders


def build(company):
    orders.build(company)
    fulfilment.build(company)
    money.build(company)
