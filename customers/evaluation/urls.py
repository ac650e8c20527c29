"""Addresses of evaluation reports."""

from django.urls import path

from customers.evaluation.views import (
    CustomerEvaluations,
    EvaluationCreate,
    EvaluationDetail,
    EvaluationEdit,
    EvaluationList,
    EvaluationPdf,
    EvaluationPoints,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

register_list(CustomerEvaluations)

urlpatterns = [
    path("customers/<int:pk>/evaluations/", CustomerEvaluations.as_view(), name="customer-evaluations"),
    path("evaluations/<int:pk>/points/", EvaluationPoints.as_view(), name="evaluation-points"),
    path("evaluations/<int:pk>/pdf/", EvaluationPdf.as_view(), name="evaluation-pdf"),
    *document_urls(
        "evaluations",
        "evaluation",
        list=EvaluationList,
        detail=EvaluationDetail,
        create=EvaluationCreate,
        edit=EvaluationEdit,
    ),
]
