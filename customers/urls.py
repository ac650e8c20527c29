"""The addresses of this app."""

from django.urls import path

from customers.views.customer import CustomerCreate, CustomerDetail, CustomerEdit, CustomerList
from customers.views.evaluation import (
    CustomerEvaluations,
    EvaluationCreate,
    EvaluationDetail,
    EvaluationEdit,
    EvaluationList,
    EvaluationPdf,
    EvaluationPoints,
)
from customers.views.lead import LeadChannels, LeadCreate, LeadDetail, LeadEdit, LeadList
from customers.views.opportunity import CustomerOpportunities, OpportunityDetail, OpportunityEdit, OpportunityList
from customers.views.scheme import SchemeCreate, SchemeDetail, SchemeList
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

for page in (CustomerEvaluations, CustomerOpportunities, SchemeList):
    register_list(page)

urlpatterns = [
    path("leads/channels/", LeadChannels.as_view(), name="lead-channels"),
    *document_urls("leads", "lead", list=LeadList, detail=LeadDetail, create=LeadCreate, edit=LeadEdit),
    *document_urls(
        "opportunities", "opportunity", list=OpportunityList, detail=OpportunityDetail, edit=OpportunityEdit
    ),
    *document_urls(
        "customers", "customer", list=CustomerList, detail=CustomerDetail, create=CustomerCreate, edit=CustomerEdit
    ),
    path("customers/<int:pk>/evaluations/", CustomerEvaluations.as_view(), name="customer-evaluations"),
    path("customers/<int:pk>/opportunities/", CustomerOpportunities.as_view(), name="customer-opportunities"),
    path("evaluations/scheme/", SchemeList.as_view(), name="evaluation-scheme-list"),
    path("evaluations/scheme/new/", SchemeCreate.as_view(), name="evaluation-scheme-create"),
    path("evaluations/scheme/<int:pk>/", SchemeDetail.as_view(), name="evaluation-scheme-detail"),
    path("evaluations/<int:pk>/points/", EvaluationPoints.as_view(), name="evaluation-points"),
    path("evaluations/<int:pk>/pdf/", EvaluationPdf.as_view(), name="evaluation-pdf"),
    *document_urls(
        "evaluations",
        "evaluation",
        list=EvaluationList,
        detail=EvaluationDetail,
        create=EvaluationCreate,
        edit=EvaluationEdit,
    ),
]
