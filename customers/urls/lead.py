"""Addresses of leads."""

from django.urls import path

from customers.views.lead import LeadChannels, LeadCreate, LeadDetail, LeadEdit, LeadList
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("leads/channels/", LeadChannels.as_view(), name="lead-channels"),
    *document_urls("leads", "lead", list=LeadList, detail=LeadDetail, create=LeadCreate, edit=LeadEdit),
]
