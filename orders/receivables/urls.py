"""The addresses of the receivable report, the collection of the month, collection tasks and ageing."""

from django.urls import path

from orders.receivables.open_views import OpenItems
from orders.receivables.task_views import CollectionTaskList
from orders.receivables.views import CollectionMonth, ReceivableReport, ageing
from salesmgmt.core.registry import register_list

urlpatterns = [
    path("receivables/", register_list(ReceivableReport).as_view(), name="receivable-report"),
    path("receivables/collection/", register_list(CollectionMonth).as_view(), name="collection-month"),
    path("receivables/tasks/", register_list(CollectionTaskList).as_view(), name="collection-task-list"),
    path("receivables/open-items/", register_list(OpenItems).as_view(), name="open-items"),
    path("receivables/ageing/", ageing, name="receivable-ageing"),
]
