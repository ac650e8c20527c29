"""The address of the supply check sheet."""

from django.urls import path

from orders.supply.views import supply_pdf

urlpatterns = [path("supply-checks/<int:pk>/pdf/", supply_pdf, name="supply-check-pdf")]
