"""Addresses of campaigns and their invitations."""

from django.urls import path

from customers.campaign.views import (
    CampaignCreate,
    CampaignDetail,
    CampaignEdit,
    CampaignList,
    CampaignPdf,
    CustomerCampaigns,
    InvitationAnswer,
    TaskTick,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

register_list(CustomerCampaigns)

urlpatterns = [
    path("campaign-tasks/<int:pk>/tick/", TaskTick.as_view(), name="campaign-task-tick"),
    path("campaigns/<int:pk>/pdf/", CampaignPdf.as_view(), name="campaign-pdf"),
    path("invitations/<int:pk>/answer/", InvitationAnswer.as_view(), name="invitation-answer"),
    *document_urls(
        "campaigns", "campaign", list=CampaignList, detail=CampaignDetail, create=CampaignCreate, edit=CampaignEdit
    ),
    path("customers/<int:pk>/campaigns/", CustomerCampaigns.as_view(), name="customer-campaigns"),
]
