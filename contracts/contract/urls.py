"""Addresses of contracts, and of their tabs on the pages of customers and opportunities."""

from django.urls import path

from contracts.contract import tab_views as tab
from contracts.contract import views
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls(
        "contracts",
        "contract",
        list=views.ContractList,
        detail=views.ContractDetail,
        create=views.ContractCreate,
        edit=views.ContractEdit,
    ),
    path("contracts/<int:pk>/pdf/", views.contract_pdf, name="contract-pdf"),
    path("contracts/<int:pk>/pdf/copies/", views.contract_pdf_copies, name="contract-pdf-copies"),
    path("contracts/<int:pk>/pdf/without-prices/", views.contract_pdf_plain, name="contract-pdf-plain"),
    path("customers/<int:pk>/contracts/", register_list(tab.CustomerContracts).as_view(), name="customer-contracts"),
    path(
        "opportunities/<int:pk>/contracts/",
        register_list(tab.OpportunityContracts).as_view(),
        name="opportunity-contracts",
    ),
]
