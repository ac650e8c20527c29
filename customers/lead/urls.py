"""Addresses of leads."""

from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from customers.lead.board_views import LeadBoard
from customers.lead.models import Lead
from customers.lead.views import LeadCreate, LeadDetail, LeadEdit, LeadList
from customers.potential.views import PotentialPdf
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("leads/board/", LeadBoard.as_view(), name="lead-board"),
    path("leads/import/", RedirectView.as_view(url=reverse_lazy("import-upload", args=["leads"])), name="lead-import"),
    path("leads/<int:pk>/potential.pdf", PotentialPdf.as_view(model=Lead), name="lead-potential-pdf"),
    *document_urls("leads", "lead", list=LeadList, detail=LeadDetail, create=LeadCreate, edit=LeadEdit),
]
