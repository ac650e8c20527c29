"""Addresses of terminations."""

from django.urls import path

from contracts.termination import views
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls(
        "terminations",
        "termination",
        list=views.TerminationList,
        detail=views.TerminationDetail,
        create=views.TerminationCreate,
        edit=views.TerminationEdit,
    ),
    path("terminations/<int:pk>/pdf/", views.termination_pdf, name="termination-pdf"),
]
