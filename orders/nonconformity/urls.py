"""The addresses of nonconformities."""

from django.urls import path

from orders.nonconformity.views import NonconformityDetail, NonconformityList, NonconformityTab
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("nonconformities", "nonconformity", list=NonconformityList, detail=NonconformityDetail),
    path(
        "orders/<int:pk>/nonconformities/",
        register_list(NonconformityTab).as_view(),
        name="order-nonconformities",
    ),
]
