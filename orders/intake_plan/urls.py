"""The addresses of order-intake plans."""

from django.urls import path

from orders.intake_plan.views import (
    CustomerIntakePlans,
    IntakeMonth,
    IntakePlanCreate,
    IntakePlanDetail,
    IntakePlanEdit,
    IntakePlanList,
    intake_plan_pdf,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("intake-plans/month/", register_list(IntakeMonth).as_view(), name="intake-month"),
    *document_urls(
        "intake-plans",
        "intake-plan",
        list=IntakePlanList,
        detail=IntakePlanDetail,
        create=IntakePlanCreate,
        edit=IntakePlanEdit,
    ),
    path("intake-plans/<int:pk>/pdf/", intake_plan_pdf, name="intake-plan-pdf"),
    path(
        "customers/<int:pk>/intake-plans/",
        register_list(CustomerIntakePlans).as_view(),
        name="customer-intake-plans",
    ),
]
