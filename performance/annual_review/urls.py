"""Addresses of the annual check."""

from django.urls import path

from performance.annual_review.views import (
    AnnualReviewCreate,
    AnnualReviewDetail,
    AnnualReviewList,
    annual_review_pdf,
)
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("performance/annual-checks/<int:pk>/pdf/", annual_review_pdf, name="annual-review-pdf"),
    *document_urls(
        "performance/annual-checks",
        "annual-review",
        list=AnnualReviewList,
        detail=AnnualReviewDetail,
        create=AnnualReviewCreate,
    ),
]
