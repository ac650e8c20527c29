from customers.customer.views import CustomerDetail
from orders.statement.figures import with_said
from orders.statement.filters import StatementFilters
from orders.statement.models import Statement
from orders.statement.tables import StatementTable
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.lists import TabList


class CustomerStatements(TabList):
    """Reconciled by whoever records payments, as on the list of statements."""

    model = Statement
    key = "customer-statements"
    matrix_key = "invoice"
    table_class = StatementTable
    filterset_class = StatementFilters
    parent = CustomerDetail
    parent_field = "customer"

    @classmethod
    def base_queryset(cls, user):
        return with_said(super().base_queryset(user).with_customer())

    def may_create(self):
        return may_at_all(self.request.user, "payment", "C")
