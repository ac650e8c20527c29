"""The addresses of this app, room by room."""

from pricing.adjustment import urls as adjustment
from pricing.announcement import urls as announcement
from pricing.competitor import urls as competitor
from pricing.discount import urls as discount
from pricing.inquiry import urls as inquiry
from pricing.material import urls as material
from pricing.policy import urls as policy
from pricing.price_list import urls as price_list
from pricing.product import urls as product
from pricing.quote import urls as quote
from pricing.stock_level import urls as stock_level

ROOMS = (
    product,
    stock_level,
    competitor,
    material,
    price_list,
    policy,
    quote,
    discount,
    inquiry,
    adjustment,
    announcement,
)

urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
