"""The product's addresses and those of the test document."""

from django.urls import path

from salesmgmt.core.registry import register_list
from salesmgmt.core.tests.paper.pages import (
    CustomerPaperList,
    PaperCreate,
    PaperDetail,
    PaperEdit,
    PaperLineTab,
    PaperList,
)
from salesmgmt.core.web.urls import document_urls
from salesmgmt.urls import urlpatterns as product

urlpatterns = [
    *product,
    *document_urls("papers", "paper", list=PaperList, detail=PaperDetail, create=PaperCreate, edit=PaperEdit),
    path("customer-papers/", CustomerPaperList.as_view(), name="customer-paper-list"),
    path("papers/<int:pk>/same/", PaperLineTab.as_view(), name="paper-same"),
]

register_list(CustomerPaperList)
