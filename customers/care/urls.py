"""Addresses of customer care and events."""

from django.urls import path

from customers.campaign.views import (
    CampaignCreate,
    CampaignDetail,
    CampaignEdit,
    CampaignList,
    CustomerCampaigns,
    InvitationAnswer,
)
from customers.care.views import (
    CareDetail,
    CareEdit,
    CareList,
    CustomerCare,
    FestivalCreate,
    FestivalEdit,
    FestivalList,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

for page in (CustomerCare, CustomerCampaigns, FestivalList):
    register_list(page)

urlpatterns = [
    path("care/festivals/", FestivalList.as_view(), name="festival-list"),
    path("care/festivals/new/", FestivalCreate.as_view(), name="festival-create"),
    path("care/festivals/<int:pk>/edit/", FestivalEdit.as_view(), name="festival-edit"),
    *document_urls("care", "care", list=CareList, detail=CareDetail, edit=CareEdit),
    path("invitations/<int:pk>/answer/", InvitationAnswer.as_view(), name="invitation-answer"),
    *document_urls(
        "campaigns", "campaign", list=CampaignList, detail=CampaignDetail, create=CampaignCreate, edit=CampaignEdit
    ),
    path("customers/<int:pk>/care/", CustomerCare.as_view(), name="customer-care"),
    path("customers/<int:pk>/campaigns/", CustomerCampaigns.as_view(), name="customer-campaigns"),
]
