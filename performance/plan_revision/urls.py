"""Addresses of revisions of the sales plan."""

from django.urls import path

from performance.plan_revision.views import (
    SalesPlanRevisionCreate,
    SalesPlanRevisionDetail,
    SalesPlanRevisionEdit,
    SalesPlanRevisionList,
    SalesPlanRevisionTargets,
)
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path(
        "sales-plan-revisions/<int:pk>/targets/",
        SalesPlanRevisionTargets.as_view(),
        name="sales-plan-revision-targets",
    ),
    *document_urls(
        "sales-plan-revisions",
        "sales-plan-revision",
        list=SalesPlanRevisionList,
        detail=SalesPlanRevisionDetail,
        create=SalesPlanRevisionCreate,
        edit=SalesPlanRevisionEdit,
    ),
]
