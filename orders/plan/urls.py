"""The addresses of plan release forms."""

from django.urls import path

from orders.inspection_standard.views import StandardFile
from orders.plan.models import PlanRelease
from orders.plan.tab_views import PlanReleaseTab
from orders.plan.views import PlanReleaseDetail, PlanReleaseEdit, PlanReleaseList, plan_pdf
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls(
        "plan-releases", "plan-release", list=PlanReleaseList, detail=PlanReleaseDetail, edit=PlanReleaseEdit
    ),
    path("plan-releases/<int:pk>/pdf/", plan_pdf, name="plan-release-pdf"),
    path(
        "plan-releases/<int:pk>/standards/<int:annex>/",
        StandardFile.as_view(model=PlanRelease),
        name="plan-release-standard",
    ),
    path("orders/<int:pk>/plans/", register_list(PlanReleaseTab).as_view(), name="order-plans"),
]
