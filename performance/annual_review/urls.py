"""Addresses of the annual check."""

from performance.annual_review.views import AnnualReviewCreate, AnnualReviewDetail, AnnualReviewList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls(
    "performance/annual-checks",
    "annual-review",
    list=AnnualReviewList,
    detail=AnnualReviewDetail,
    create=AnnualReviewCreate,
)
