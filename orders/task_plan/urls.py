"""The addresses of task plans."""

from django.urls import path

from orders.task_plan.views import TaskPlanCreate, TaskPlanDetail, TaskPlanEdit, TaskPlanList, task_plan_pdf
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls(
        "task-plans", "task-plan", list=TaskPlanList, detail=TaskPlanDetail, create=TaskPlanCreate, edit=TaskPlanEdit
    ),
    path("task-plans/<int:pk>/pdf/", task_plan_pdf, name="task-plan-pdf"),
]
