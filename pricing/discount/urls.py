"""Addresses of special discounts."""

from django.urls import path

from pricing.discount.views import SpecialDiscountDetail, SpecialDiscountList, discount_pdf
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("special-discounts", "special-discount", list=SpecialDiscountList, detail=SpecialDiscountDetail),
    path("special-discounts/<int:pk>/pdf/", discount_pdf, name="special-discount-pdf"),
]
