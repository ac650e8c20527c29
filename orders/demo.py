"""The demo company's orders, goods and money, in the order in which they come about."""

from orders.delivery import demo as fulfilment
from orders.delivery import demo_after_sales as after_sales
from orders.order import demo as orders
from orders.plan import demo_samples as samples
from orders.receivables import demo as money


def build(company):
    # First the old books: supply control judges every order of the last weeks by what its customer owed then.
    money.take_over(company)
    orders.build(company)
    fulfilment.build(company)
    money.build(company)
    samples.build(company)
    after_sales.build(company)
