"""The address of the annual indicators."""

from django.urls import path

from orders.indicator.views import indicators

urlpatterns = [path("receivables/indicators/", indicators, name="receivable-indicators")]
