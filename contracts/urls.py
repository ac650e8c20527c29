"""The addresses of contracts, copies and templates."""

from django.urls import path

from contracts.contract import tab_views as customer_tab
from contracts.contract import views as contract
from contracts.copy import views as copy
from contracts.template import views as template
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

register_list(copy.CopyList)
register_list(customer_tab.CustomerContracts)
register_list(customer_tab.OpportunityContracts)

urlpatterns = [
    *document_urls(
        "contracts",
        "contract",
        list=contract.ContractList,
        detail=contract.ContractDetail,
        create=contract.ContractCreate,
        edit=contract.ContractEdit,
    ),
    path("contracts/<int:pk>/pdf/", contract.contract_pdf, name="contract-pdf"),
    path("contracts/<int:pk>/pdf/without-prices/", contract.contract_pdf_plain, name="contract-pdf-plain"),
    path("contracts/<int:pk>/review-sheet/", contract.contract_sheet, name="contract-sheet"),
    path("customers/<int:pk>/contracts/", customer_tab.CustomerContracts.as_view(), name="customer-contracts"),
    path(
        "opportunities/<int:pk>/contracts/", customer_tab.OpportunityContracts.as_view(), name="opportunity-contracts"
    ),
    path("contract-copies/", copy.CopyList.as_view(), name="contract-copies"),
    *document_urls(
        "contract-templates",
        "contract-template",
        list=template.TemplateList,
        detail=template.TemplateDetail,
        create=template.TemplateCreate,
        edit=template.TemplateEdit,
    ),
]
