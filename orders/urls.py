"""The addresses of this app: orders, fulfilment (plan to delivery), money (invoice to account)."""

from orders.urls_fulfilment import urlpatterns as fulfilment
from orders.urls_money import urlpatterns as money
from orders.urls_orders import urlpatterns as orders

urlpatterns = [*orders, *fulfilment, *money]
