"""Addresses of the evaluation scheme."""

from django.urls import path

from customers.scheme.views import SchemeCreate, SchemeDetail, SchemeList, SchemePage
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.actions import ActionView

register_list(SchemeList)

urlpatterns = [
    path("evaluations/scheme/", SchemeList.as_view(), name="evaluation-scheme-list"),
    path("evaluations/scheme/new/", SchemeCreate.as_view(), name="evaluation-scheme-create"),
    path("evaluations/scheme/<int:pk>/", SchemeDetail.as_view(), name="evaluation-scheme-detail"),
    path(
        "evaluations/scheme/<int:pk>/do/<slug:name>/", ActionView.as_view(page=SchemePage), name="evaluation-scheme-do"
    ),
]
