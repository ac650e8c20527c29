"""The monthly tasks as a tab of the customer's page."""

from customers.customer.views import CustomerDetail
from orders.monthly_task.filters import MonthlyTaskFilters
from orders.monthly_task.models import MonthlyAccountTask
from orders.monthly_task.tables import MonthlyTaskTable
from salesmgmt.core.web.lists import TabList


class CustomerMonthlyTasks(TabList):
    model = MonthlyAccountTask
    key = "customer-monthly-tasks"
    matrix_key = "invoice"
    table_class = MonthlyTaskTable
    filterset_class = MonthlyTaskFilters
    parent = CustomerDetail
    parent_field = "customer"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_customer().with_marks()
