"""Addresses of price policies."""

from pricing.policy.views import PricePolicyCreate, PricePolicyDetail, PricePolicyEdit, PricePolicyList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls(
    "price-policies",
    "price-policy",
    list=PricePolicyList,
    detail=PricePolicyDetail,
    create=PricePolicyCreate,
    edit=PricePolicyEdit,
)
