"""Addresses of customer care."""

from django.urls import path

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

for page in (CustomerCare, FestivalList):
    register_list(page)

urlpatterns = [
    path("care/festivals/", FestivalList.as_view(), name="festival-list"),
    path("care/festivals/new/", FestivalCreate.as_view(), name="festival-create"),
    path("care/festivals/<int:pk>/edit/", FestivalEdit.as_view(), name="festival-edit"),
    *document_urls("care", "care", list=CareList, detail=CareDetail, edit=CareEdit),
    path("customers/<int:pk>/care/", CustomerCare.as_view(), name="customer-care"),
]
