"""Collection as a tab of the customer's page."""

from customers.customer.views import CustomerDetail
from orders.dunning.filters import CollectionActionFilters
from orders.dunning.models import CollectionAction
from orders.dunning.tables import CollectionActionTable
from salesmgmt.core.web.lists import TabList


class CustomerCollection(TabList):
    model = CollectionAction
    key = "customer-collection"
    matrix_key = "invoice"
    table_class = CollectionActionTable
    filterset_class = CollectionActionFilters
    parent = CustomerDetail
    parent_field = "customer"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_customer()
