"""Addresses of material indices and price reviews."""

from django.urls import path

from pricing.material.views import (
    MaterialIndexCreate,
    MaterialIndexDetail,
    MaterialIndexEdit,
    MaterialIndexList,
    MaterialReadings,
    PriceReviewDetail,
    PriceReviewList,
)
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("material-indices/figures/", MaterialReadings.as_view(), name="material-readings"),
    *document_urls(
        "material-indices",
        "material-index",
        list=MaterialIndexList,
        detail=MaterialIndexDetail,
        create=MaterialIndexCreate,
        edit=MaterialIndexEdit,
    ),
    *document_urls("price-reviews", "price-review", list=PriceReviewList, detail=PriceReviewDetail),
]
