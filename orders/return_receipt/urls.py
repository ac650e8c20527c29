"""The address of the return store's document."""

from django.urls import path

from orders.return_receipt.views import return_receipt_pdf

urlpatterns = [path("returns/<int:pk>/receipt/pdf/", return_receipt_pdf, name="return-receipt-pdf")]
