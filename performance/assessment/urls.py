"""Addresses of assessments."""

from django.urls import path

from performance.assessment.trial_views import scheme_trial
from performance.assessment.views import AssessmentDetail, AssessmentList, AssessmentPdf, PeriodList
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("assessments/periods/", register_list(PeriodList).as_view(), name="assessment-period-list"),
    path("assessment-schemes/<int:pk>/effect/", scheme_trial, name="assessment-scheme-effect"),
    path("assessments/<int:pk>/pdf/", AssessmentPdf.as_view(), name="assessment-pdf"),
    *document_urls("assessments", "assessment", list=AssessmentList, detail=AssessmentDetail),
]
