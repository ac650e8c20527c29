"""The address of the stock entry slip."""

from django.urls import path

from orders.stock.views import stock_entry_pdf

urlpatterns = [path("inspections/<int:pk>/entries/<int:entry>/pdf/", stock_entry_pdf, name="stock-entry-pdf")]
