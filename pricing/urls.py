"""The addresses of this app, room by room."""

from pricing.discount import urls as discount
from pricing.price_list import urls as price_list
from pricing.product import urls as product
from pricing.quote import urls as quote

ROOMS = (product, price_list, quote, discount)

urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
