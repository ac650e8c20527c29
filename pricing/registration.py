"""The rooms of this app tell core about themselves, in the order of their arrows; called from apps.py."""

from pricing.adjustment import registration as adjustment
from pricing.announcement import registration as announcement
from pricing.competitor import registration as competitor
from pricing.cost import registration as cost
from pricing.discount import registration as discount
from pricing.inquiry import registration as inquiry
from pricing.material import registration as material
from pricing.policy import registration as policy
from pricing.price_import import registration as price_import
from pricing.price_list import registration as price_list
from pricing.product import registration as product
from pricing.quote import registration as quote
from pricing.quote_answer import registration as quote_answer
from pricing.stock_level import registration as stock_level

ROOMS = (
    product,
    stock_level,
    cost,
    competitor,
    material,
    price_list,
    policy,
    quote,
    quote_answer,
    discount,
    inquiry,
    adjustment,
    price_import,
    announcement,
)


def register():
    for room in ROOMS:
        room.register()
