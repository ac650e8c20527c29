"""Addresses of analyses."""

from django.urls import path

from performance.analysis.indicator_views import Indicators
from performance.analysis.views import Analysis, AnalysisRows

urlpatterns = [
    path("performance/analysis/", Analysis.as_view(), name="analysis"),
    path("performance/analysis/rows/", AnalysisRows.as_view(), name="analysis-rows"),
    path("performance/indicators/", Indicators.as_view(), name="indicators"),
]
