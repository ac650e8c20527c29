"""The address of the delivery calendar."""

from django.urls import path

from orders.delivery_week.views import DeliveryWeek

urlpatterns = [path("deliveries/week/", DeliveryWeek.as_view(), name="delivery-week")]
