"""Addresses of market research."""

from django.urls import path

from customers.intelligence.views import IntelligenceCreate, IntelligenceDetail, IntelligenceEdit, IntelligenceList
from customers.research.views import (
    ResearchCreate,
    ResearchDetail,
    ResearchEdit,
    ResearchList,
    ResearchPdf,
    ResearchQuarters,
)
from customers.strategy.views import StrategyCreate, StrategyDetail, StrategyEdit, StrategyList
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("research/quarters/", ResearchQuarters.as_view(), name="research-quarters"),
    path("research/<int:pk>/pdf/", ResearchPdf.as_view(), name="research-pdf"),
    *document_urls(
        "research", "research", list=ResearchList, detail=ResearchDetail, create=ResearchCreate, edit=ResearchEdit
    ),
    *document_urls(
        "intelligence", "intelligence", list=IntelligenceList, detail=IntelligenceDetail, create=IntelligenceCreate,
        edit=IntelligenceEdit,
    ),
    *document_urls(
        "strategies", "strategy", list=StrategyList, detail=StrategyDetail, create=StrategyCreate, edit=StrategyEdit
    ),
]  # fmt: skip
