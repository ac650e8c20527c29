"""This app's part of the demo company, room by room: a maker of brake and chassis parts for vehicles."""

from pricing.adjustment import demo as adjustment
from pricing.announcement import demo as announcement
from pricing.competitor import demo as competitor
from pricing.cost import demo as cost
from pricing.discount import demo as discount
from pricing.inquiry import demo as inquiry
from pricing.material import demo as material
from pricing.policy import demo as policy
from pricing.price_list import demo as price_list
from pricing.product import demo as product
from pricing.quote_answer import demo as quote_answer
from pricing.stock_level import demo as stock_level

ROOMS = (
    product,
    stock_level,
    cost,
    competitor,
    material,
    price_list,
    policy,
    quote_answer,
    discount,
    inquiry,
    adjustment,
    announcement,
)


def build(company):
    for room in ROOMS:
        room.build(company)
