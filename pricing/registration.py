"""The rooms of this app tell core about themselves, in the order of their arrows; called from apps.py."""

from pricing.cost import registration as cost
from pricing.discount import registration as discount
from pricing.price_list import registration as price_list
from pricing.product import registration as product
from pricing.quote import registration as quote

ROOMS = (product, cost, price_list, quote, discount)


def register():
    for room in ROOMS:
        room.register()
