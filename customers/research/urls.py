"""Addresses of market research."""

from django.urls import path

from customers.research.views import (
    ResearchCreate,
    ResearchDetail,
    ResearchEdit,
    ResearchList,
    ResearchPdf,
    ResearchQuarters,
)
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("research/quarters/", ResearchQuarters.as_view(), name="research-quarters"),
    path("research/<int:pk>/pdf/", ResearchPdf.as_view(), name="research-pdf"),
    *document_urls(
        "research", "research", list=ResearchList, detail=ResearchDetail, create=ResearchCreate, edit=ResearchEdit
    ),
]
