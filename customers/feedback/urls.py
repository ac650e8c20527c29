"""Addresses of service feedback."""

from django.urls import path

from customers.feedback.views import FeedbackCreate, FeedbackDetail, FeedbackEdit, FeedbackList, FeedbackMonth
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("service-feedback/month/", FeedbackMonth.as_view(), name="service-feedback-month"),
    *document_urls(
        "service-feedback",
        "service-feedback",
        list=FeedbackList,
        detail=FeedbackDetail,
        create=FeedbackCreate,
        edit=FeedbackEdit,
    ),
]
