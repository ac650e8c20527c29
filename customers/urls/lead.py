"""Addresses of leads."""

from django.urls import path

from customers.views.lead import LeadChannels, LeadCreate, LeadDetail, LeadEdit, LeadList
from customers.views.lead_pool import LeadPool
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("leads/pool/", LeadPool.as_view(), name="lead-pool"),
    path("leads/channels/", LeadChannels.as_view(), name="lead-channels"),
    *document_urls("leads", "lead", list=LeadList, detail=LeadDetail, create=LeadCreate, edit=LeadEdit),
]
register_list(LeadPool)
