"""Addresses of saved analyses."""

from django.urls import path

from performance.saved_analysis.views import (
    SavedAnalysisCreate,
    SavedAnalysisEdit,
    open_saved,
    saved_analyses,
    throw_away,
)

urlpatterns = [
    path("performance/saved/", saved_analyses, name="saved-analysis-list"),
    path("performance/saved/new/", SavedAnalysisCreate.as_view(), name="saved-analysis-create"),
    path("performance/saved/<int:pk>/", open_saved, name="saved-analysis-open"),
    path("performance/saved/<int:pk>/edit/", SavedAnalysisEdit.as_view(), name="saved-analysis-edit"),
    path("performance/saved/<int:pk>/delete/", throw_away, name="saved-analysis-delete"),
]
