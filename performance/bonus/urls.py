"""Addresses of the bonus scale and of awards."""

from django.urls import path

from performance.bonus.views import AwardCreate, AwardDetail, AwardList, drop_band, scale
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("performance/bonus/", scale, name="bonus-scale"),
    path("performance/bonus/remove/", drop_band, name="bonus-band-remove"),
    *document_urls("awards", "award", list=AwardList, detail=AwardDetail, create=AwardCreate),
]
