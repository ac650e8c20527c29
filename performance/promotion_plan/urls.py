"""Addresses of promotion plans."""

from django.urls import path

from performance.promotion_plan.views import (
    PromotionPlanCreate,
    PromotionPlanDetail,
    PromotionPlanEdit,
    PromotionPlanList,
    PromotionPlanPdf,
)
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("promotion-plans/<int:pk>/pdf/", PromotionPlanPdf.as_view(), name="promotion-plan-pdf"),
    *document_urls(
        "promotion-plans",
        "promotion-plan",
        list=PromotionPlanList,
        detail=PromotionPlanDetail,
        create=PromotionPlanCreate,
        edit=PromotionPlanEdit,
    ),
]
