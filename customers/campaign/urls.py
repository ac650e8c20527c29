"""Addresses of campaigns and their invitations."""

from django.urls import path

from customers.campaign.views import (
    CampaignCreate,
    CampaignDetail,
    CampaignEdit,
    CampaignList,
    CustomerCampaigns,
    InvitationAnswer,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

register_list(CustomerCampaigns)

urlpatterns = [
    path("invitations/<int:pk>/answer/", InvitationAnswer.as_view(), name="invitation-answer"),
    *document_urls(
        "campaigns", "campaign", list=CampaignList, detail=CampaignDetail, create=CampaignCreate, edit=CampaignEdit
    ),
    path("customers/<int:pk>/campaigns/", CustomerCampaigns.as_view(), name="customer-campaigns"),
]
