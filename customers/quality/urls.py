"""Addresses of quality opinions, of what is improved, and of causes by product."""

from django.urls import path

from customers.quality import improvement_views as improvement
from customers.quality import views as quality
from customers.quality.cause_views import QualityCauses
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls(
        "quality-opinions",
        "quality-opinion",
        list=quality.OpinionList,
        detail=quality.OpinionDetail,
        create=quality.OpinionCreate,
        edit=quality.OpinionEdit,
    ),
    *document_urls(
        "improvement-actions",
        "improvement-action",
        list=improvement.ActionList,
        detail=improvement.ActionDetail,
        edit=improvement.ActionEdit,
    ),
    *document_urls(
        "improvement-suggestions",
        "improvement-suggestion",
        list=improvement.SuggestionList,
        detail=improvement.SuggestionDetail,
        create=improvement.SuggestionCreate,
        edit=improvement.SuggestionEdit,
    ),
    path("quality-causes/", QualityCauses.as_view(), name="quality-causes"),
]
