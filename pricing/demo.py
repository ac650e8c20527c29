"""This app's part of the demo company, room by room: a maker of brake and chassis parts for vehicles."""

from pricing.cost import demo as cost
from pricing.discount import demo as discount
from pricing.price_list import demo as price_list
from pricing.product import demo as product
from pricing.quote import demo as quote

ROOMS = (product, cost, price_list, quote, discount)


def build(company):
    for room in ROOMS:
        room.build(company)
