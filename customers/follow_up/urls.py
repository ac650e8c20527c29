"""Addresses of follow-up calls and the dormant report."""

from django.urls import path

from customers.follow_up.views import (
    CustomerFollowUps,
    DormantCustomers,
    FollowUpCreate,
    FollowUpDetail,
    FollowUpList,
    TrackingCardPdf,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

for page in (CustomerFollowUps, DormantCustomers):
    register_list(page)

urlpatterns = [
    path("follow-ups/<int:pk>/card/", TrackingCardPdf.as_view(), name="tracking-card-pdf"),
    *document_urls("follow-ups", "follow-up", list=FollowUpList, detail=FollowUpDetail, create=FollowUpCreate),
    path("customers/dormant/", DormantCustomers.as_view(), name="dormant-list"),
    path("customers/<int:pk>/follow-ups/", CustomerFollowUps.as_view(), name="customer-follow-ups"),
]
