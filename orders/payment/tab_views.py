from contracts.contract.views import ContractDetail
from customers.customer.views import CustomerDetail
from orders.payment.filters import PaymentFilters
from orders.payment.models import Payment
from orders.payment.tables import PaymentTable
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.web.lists import TabList


class ContractPayments(TabList):
    """What was paid of a contract: payments set against invoices that bill its deliveries (CON-16)."""

    model = Payment
    key = "contract-payments"
    table_class = PaymentTable
    filterset_class = PaymentFilters
    parent = ContractDetail
    create_url = None

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_customer().select_related("created_by", "confirmed_by")

    def get_base_queryset(self):
        return self.base_queryset(self.request.user).of_contract(self.parent_object.pk)

    @classmethod
    def filterset(cls, user, querydict, queryset=None):
        parent = as_pk(querydict.get("parent"))
        if queryset is None and parent is not None:
            queryset = cls.base_queryset(user).of_contract(parent)
        return super().filterset(user, querydict, queryset)


class CustomerPayments(TabList):
    model = Payment
    key = "customer-payments"
    table_class = PaymentTable
    filterset_class = PaymentFilters
    parent = CustomerDetail
    parent_field = "customer"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_customer().select_related("created_by", "confirmed_by")
