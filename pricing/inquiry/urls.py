"""Addresses of inquiries, and of their tab on the page of a customer."""

from django.urls import path

from pricing.inquiry.views import CustomerInquiries, InquiryCreate, InquiryDetail, InquiryEdit, InquiryList
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls(
        "inquiries", "inquiry", list=InquiryList, detail=InquiryDetail, create=InquiryCreate, edit=InquiryEdit
    ),
    path("customers/<int:pk>/inquiries/", register_list(CustomerInquiries).as_view(), name="customer-inquiries"),
]
