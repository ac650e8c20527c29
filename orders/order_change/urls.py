"""The addresses of order changes."""

from django.urls import path

from orders.order_change.views import (
    OrderChangeCreate,
    OrderChangeDetail,
    OrderChangeEdit,
    OrderChangeList,
    order_change_pdf,
)
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls(
        "order-changes",
        "order-change",
        list=OrderChangeList,
        detail=OrderChangeDetail,
        create=OrderChangeCreate,
        edit=OrderChangeEdit,
    ),
    path("order-changes/<int:pk>/pdf/", order_change_pdf, name="order-change-pdf"),
]
