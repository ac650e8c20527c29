"""Addresses of opportunities."""

from django.urls import path

from customers.views.opportunity import CustomerOpportunities, OpportunityDetail, OpportunityEdit, OpportunityList
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

register_list(CustomerOpportunities)

urlpatterns = [
    *document_urls(
        "opportunities", "opportunity", list=OpportunityList, detail=OpportunityDetail, edit=OpportunityEdit
    ),
    path("customers/<int:pk>/opportunities/", CustomerOpportunities.as_view(), name="customer-opportunities"),
]
