"""The addresses of the monthly account tasks."""

from django.urls import path

from orders.monthly_task.tab_views import CustomerMonthlyTasks
from orders.monthly_task.views import MonthlyTaskDetail, MonthlyTaskList
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path(
        "customers/<int:pk>/monthly-tasks/",
        register_list(CustomerMonthlyTasks).as_view(),
        name="customer-monthly-tasks",
    ),
    *document_urls("monthly-tasks", "monthly-account-task", list=MonthlyTaskList, detail=MonthlyTaskDetail),
]
