"""Addresses of the catalogue of root causes."""

from customers.complaint_cause.views import CauseCreate, CauseEdit, CauseList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls("complaints/causes", "complaint-cause", list=CauseList, create=CauseCreate, edit=CauseEdit)
