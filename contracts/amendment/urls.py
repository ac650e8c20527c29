"""Addresses of amendments, and of their tab on the page of a contract."""

from django.urls import path

from contracts.amendment import views
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls(
        "amendments",
        "amendment",
        list=views.AmendmentList,
        detail=views.AmendmentDetail,
        create=views.AmendmentCreate,
        edit=views.AmendmentEdit,
    ),
    path("amendments/<int:pk>/pdf/", views.amendment_pdf, name="amendment-pdf"),
    path(
        "contracts/<int:pk>/amendments/",
        register_list(views.ContractAmendments).as_view(),
        name="contract-amendments",
    ),
]
