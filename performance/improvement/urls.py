"""Addresses of improvement proposals."""

from performance.improvement.views import ImprovementCreate, ImprovementDetail, ImprovementEdit, ImprovementList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls(
    "improvements",
    "improvement",
    list=ImprovementList,
    detail=ImprovementDetail,
    create=ImprovementCreate,
    edit=ImprovementEdit,
)
