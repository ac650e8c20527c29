"""Addresses of performance."""

from django.urls import path

from performance.views.collection import collection
from performance.views.quota import QuotaCreate, QuotaDetail, QuotaEdit, QuotaList
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("performance/collection/", collection, name="performance-collection"),
    *document_urls("quotas", "quota", list=QuotaList, detail=QuotaDetail, create=QuotaCreate, edit=QuotaEdit),
]
