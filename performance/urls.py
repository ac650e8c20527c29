"""Addresses of performance."""

from django.urls import path

from performance.collection.views import collection
from performance.quota.views import QuotaCreate, QuotaDetail, QuotaEdit, QuotaList
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("performance/collection/", collection, name="performance-collection"),
    *document_urls("quotas", "quota", list=QuotaList, detail=QuotaDetail, create=QuotaCreate, edit=QuotaEdit),
]
