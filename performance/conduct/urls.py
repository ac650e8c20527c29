"""Addresses of conduct incidents."""

from performance.conduct.views import ConductCreate, ConductDetail, ConductList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls("conduct", "conduct", list=ConductList, detail=ConductDetail, create=ConductCreate)
