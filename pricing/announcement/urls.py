"""Addresses of the customers to be told of new prices."""

from django.urls import path

from pricing.announcement.views import AdjustmentNotices, CustomerNotices, PriceNoticeDetail, PriceNoticeList
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("price-notices", "price-notice", list=PriceNoticeList, detail=PriceNoticeDetail),
    path(
        "price-adjustments/<int:pk>/customers/",
        register_list(AdjustmentNotices).as_view(),
        name="price-adjustment-notices",
    ),
    path("customers/<int:pk>/price-notices/", register_list(CustomerNotices).as_view(), name="customer-price-notices"),
]
