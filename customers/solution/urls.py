"""Addresses of solutions."""

from django.urls import path

from customers.solution.views import SolutionDetail, SolutionEdit, SolutionPdf
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("solutions", "solution", detail=SolutionDetail, edit=SolutionEdit),
    path("solutions/<int:pk>/pdf/", SolutionPdf.as_view(), name="solution-pdf"),
]
