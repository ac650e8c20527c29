"""The addresses of purchase needs."""

from django.urls import path

from orders.purchase_need.views import PurchaseNeedDetail, PurchaseNeedEdit, PurchaseNeedList, PurchaseNeedTab
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls(
        "purchase-needs", "purchase-need", list=PurchaseNeedList, detail=PurchaseNeedDetail, edit=PurchaseNeedEdit
    ),
    path(
        "orders/<int:pk>/purchase-needs/",
        register_list(PurchaseNeedTab).as_view(),
        name="order-purchase-needs",
    ),
]
