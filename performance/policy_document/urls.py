"""Addresses of policies."""

from django.urls import path

from performance.policy_document.views import (
    Acknowledge,
    PolicyAcknowledgements,
    PolicyCreate,
    PolicyDetail,
    PolicyEdit,
    PolicyList,
    PolicyMissing,
    PolicyPdf,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("policies/acknowledge/", Acknowledge.as_view(), name="policy-acknowledge"),
    path("policies/<int:pk>/pdf/", PolicyPdf.as_view(), name="policy-document-pdf"),
    path(
        "policies/<int:pk>/acknowledged/",
        register_list(PolicyAcknowledgements).as_view(),
        name="policy-document-acknowledged",
    ),
    path("policies/<int:pk>/missing/", register_list(PolicyMissing).as_view(), name="policy-document-missing"),
    *document_urls(
        "policies", "policy-document", list=PolicyList, detail=PolicyDetail, create=PolicyCreate, edit=PolicyEdit
    ),
]
