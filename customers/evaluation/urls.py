"""Addresses of evaluation reports and their scheme."""

from django.urls import path

from customers.evaluation.quarter_views import EvaluationRound
from customers.evaluation.scheme_views import SchemeCreate, SchemeDetail, SchemeList, SchemePage
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
from salesmgmt.core.web.actions import ActionView
from salesmgmt.core.web.urls import document_urls

for page in (CustomerEvaluations, EvaluationRound, SchemeList):
    register_list(page)

urlpatterns = [
    path("customers/<int:pk>/evaluations/", CustomerEvaluations.as_view(), name="customer-evaluations"),
    path("evaluations/round/", EvaluationRound.as_view(), name="evaluation-round"),
    path("evaluations/scheme/", SchemeList.as_view(), name="evaluation-scheme-list"),
    path("evaluations/scheme/new/", SchemeCreate.as_view(), name="evaluation-scheme-create"),
    path("evaluations/scheme/<int:pk>/", SchemeDetail.as_view(), name="evaluation-scheme-detail"),
    path(
        "evaluations/scheme/<int:pk>/do/<slug:name>/", ActionView.as_view(page=SchemePage), name="evaluation-scheme-do"
    ),
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
