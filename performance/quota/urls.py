"""Addresses of quotas."""

from performance.quota.views import QuotaCreate, QuotaDetail, QuotaEdit, QuotaList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls("quotas", "quota", list=QuotaList, detail=QuotaDetail, create=QuotaCreate, edit=QuotaEdit)
