"""Addresses of sample requests."""

from customers.sample.views import SampleCreate, SampleDetail, SampleEdit, SampleList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls(
    "sample-requests",
    "sample-request",
    list=SampleList,
    detail=SampleDetail,
    create=SampleCreate,
    edit=SampleEdit,
)
