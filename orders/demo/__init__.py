"""The demo company's orders, goods and money, in the order in which they come about."""

from orders.demo import after_sales, fulfilment, money, orders, samples


def build(company):
    # First the old books: supply control judges every order of the last weeks by what its customer owed then.
    money.take_over(company)
    orders.build(company)
    fulfilment.build(company)
    money.build(company)
    samples.build(company)
    after_sales.build(company)
