"""Addresses of needs surveys and of their templates."""

from django.urls import path

from customers.needs.views import (
    NeedsSurveyDetail,
    NeedsSurveyEdit,
    NeedsSurveyPdf,
    NeedsTemplateCreate,
    NeedsTemplateEdit,
    NeedsTemplateList,
)
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("needs-surveys", "needs-survey", detail=NeedsSurveyDetail, edit=NeedsSurveyEdit),
    path("needs-surveys/<int:pk>/pdf/", NeedsSurveyPdf.as_view(), name="needs-survey-pdf"),
    *document_urls(
        "needs-templates", "needs-template", list=NeedsTemplateList, create=NeedsTemplateCreate, edit=NeedsTemplateEdit
    ),
]
