"""Addresses of service commitments and teams."""

from customers.service.views import CommitmentCreate, CommitmentEdit, CommitmentList, TeamCreate, TeamEdit, TeamList
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls(
        "service/commitments", "service-commitment", list=CommitmentList, create=CommitmentCreate, edit=CommitmentEdit
    ),
    *document_urls("service/teams", "service-team", list=TeamList, create=TeamCreate, edit=TeamEdit),
]
