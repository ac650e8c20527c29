"""Addresses of penalties."""

from django.urls import path

from performance.penalty.views import PenaltyCreate, PenaltyDetail, PenaltyList, paper
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("penalties/<int:pk>/pdf/", paper, name="penalty-pdf"),
    *document_urls("penalties", "penalty", list=PenaltyList, detail=PenaltyDetail, create=PenaltyCreate),
]
