"""Addresses of metrics."""

from django.urls import path

from performance.metric.views import MarketVolumeCreate, MarketVolumeList, MetricRows
from salesmgmt.core.registry import register_list

urlpatterns = [
    path("performance/metrics/<slug:code>/rows/", MetricRows.as_view(), name="metric-rows"),
    path("performance/market-volumes/", register_list(MarketVolumeList).as_view(), name="market-volume-list"),
    path("performance/market-volumes/new/", MarketVolumeCreate.as_view(), name="market-volume-create"),
]
