"""The addresses of doubtful receivables and write-offs."""

from django.urls import path

from orders.bad_debt.views import (
    CustomerDoubtful,
    DoubtfulDetail,
    DoubtfulList,
    WriteOffDetail,
    WriteOffEdit,
    WriteOffList,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("doubtful-receivables", "doubtful", list=DoubtfulList, detail=DoubtfulDetail),
    *document_urls("write-offs", "write-off", list=WriteOffList, detail=WriteOffDetail, edit=WriteOffEdit),
    path("customers/<int:pk>/doubtful/", register_list(CustomerDoubtful).as_view(), name="customer-doubtful"),
]
