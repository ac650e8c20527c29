"""Addresses of opportunities."""

from django.urls import path

from customers.opportunity.board_views import OpportunityBoard
from customers.opportunity.funnel_views import OpportunityFunnel
from customers.opportunity.models import Opportunity
from customers.opportunity.views import (
    CustomerOpportunities,
    OpportunityCreate,
    OpportunityDetail,
    OpportunityEdit,
    OpportunityList,
)
from customers.potential.views import PotentialPdf
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

register_list(CustomerOpportunities)

urlpatterns = [
    path(
        "opportunities/<int:pk>/potential.pdf",
        PotentialPdf.as_view(model=Opportunity),
        name="opportunity-potential-pdf",
    ),
    path("opportunities/board/", OpportunityBoard.as_view(), name="opportunity-board"),
    path("opportunities/funnel/", OpportunityFunnel.as_view(), name="opportunity-funnel"),
    *document_urls(
        "opportunities",
        "opportunity",
        list=OpportunityList,
        detail=OpportunityDetail,
        create=OpportunityCreate,
        edit=OpportunityEdit,
    ),
    path("customers/<int:pk>/opportunities/", CustomerOpportunities.as_view(), name="customer-opportunities"),
]
