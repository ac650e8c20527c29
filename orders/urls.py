"""The addresses of this app: orders, fulfilment (plan to delivery), money (invoice to account)."""

from orders.delivery.urls import urlpatterns as fulfilment
from orders.order.urls import urlpatterns as orders
from orders.receivables.urls import urlpatterns as money

urlpatterns = [*orders, *fulfilment, *money]
