"""The contracts of one customer, on his page."""

from django.utils.translation import gettext_lazy

from contracts.contract.filters import ContractFilter
from contracts.contract.models import Contract
from contracts.contract.tables import ContractTable
from customers.customer.views import CustomerDetail
from customers.opportunity.views import OpportunityDetail
from salesmgmt.core.web.lists import TabList


class CustomerContracts(TabList):
    """The contracts of one customer, on his page."""

    model, table_class, filterset_class, key = Contract, ContractTable, ContractFilter, "customer-contracts"
    parent, parent_field = CustomerDetail, "customer"
    title = gettext_lazy("Contracts")
    create_url, create_label = "contract-create", gettext_lazy("Draft contract")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner")


class OpportunityContracts(CustomerContracts):
    """What became of a won opportunity."""

    key = "opportunity-contracts"
    parent, parent_field = OpportunityDetail, "opportunity"
