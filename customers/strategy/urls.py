"""Addresses of strategy proposals."""

from customers.strategy.views import StrategyCreate, StrategyDetail, StrategyEdit, StrategyList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls(
    "strategies", "strategy", list=StrategyList, detail=StrategyDetail, create=StrategyCreate, edit=StrategyEdit
)
