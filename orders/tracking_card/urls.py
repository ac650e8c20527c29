"""The addresses of the quality tracking cards."""

from django.urls import path

from orders.tracking_card.tab_views import CustomerCards, DeliveryCards, ProductCards
from salesmgmt.core.registry import register_list

urlpatterns = [
    path(
        "customers/<int:pk>/tracking-cards/",
        register_list(CustomerCards).as_view(),
        name="customer-tracking-cards",
    ),
    path("products/<int:pk>/tracking-cards/", register_list(ProductCards).as_view(), name="product-tracking-cards"),
    path(
        "deliveries/<int:pk>/tracking-cards/",
        register_list(DeliveryCards).as_view(),
        name="delivery-tracking-cards",
    ),
]
