from customers.customer.views import CustomerDetail
from orders.payment.filters import PaymentFilters
from orders.payment.models import Payment
from orders.payment.tables import PaymentTable
from salesmgmt.core.web.lists import TabList


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
