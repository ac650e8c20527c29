"""Addresses of opportunities and of their parts."""

from django.urls import path

from customers.needs.views import (
    NeedsSurveyDetail,
    NeedsSurveyEdit,
    NeedsSurveyPdf,
    NeedsTemplateCreate,
    NeedsTemplateEdit,
    NeedsTemplateList,
)
from customers.opportunity.funnel_views import OpportunityFunnel
from customers.opportunity.views import (
    CustomerOpportunities,
    OpportunityCreate,
    OpportunityDetail,
    OpportunityEdit,
    OpportunityList,
)
from customers.solution.views import SolutionDetail, SolutionEdit, SolutionPdf
from customers.support.views import SupportList
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

register_list(CustomerOpportunities)

urlpatterns = [
    path("opportunities/funnel/", OpportunityFunnel.as_view(), name="opportunity-funnel"),
    path("opportunities/support/", register_list(SupportList).as_view(), name="support-list"),
    *document_urls(
        "opportunities", "opportunity", list=OpportunityList, detail=OpportunityDetail, create=OpportunityCreate,
        edit=OpportunityEdit,
    ),
    path("customers/<int:pk>/opportunities/", CustomerOpportunities.as_view(), name="customer-opportunities"),
    *document_urls("needs-surveys", "needs-survey", detail=NeedsSurveyDetail, edit=NeedsSurveyEdit),
    path("needs-surveys/<int:pk>/pdf/", NeedsSurveyPdf.as_view(), name="needs-survey-pdf"),
    *document_urls(
        "needs-templates", "needs-template", list=NeedsTemplateList, create=NeedsTemplateCreate, edit=NeedsTemplateEdit
    ),
    *document_urls("solutions", "solution", detail=SolutionDetail, edit=SolutionEdit),
    path("solutions/<int:pk>/pdf/", SolutionPdf.as_view(), name="solution-pdf"),
]  # fmt: skip
