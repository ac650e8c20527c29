"""The addresses of the demand for traded goods."""

from django.urls import path

from orders.traded_demand.views import TradedDemandDetail, TradedDemandList, TradedDemandTab
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("traded-demands", "traded-demand", list=TradedDemandList, detail=TradedDemandDetail),
    path(
        "orders/<int:pk>/traded-demands/",
        register_list(TradedDemandTab).as_view(),
        name="order-traded-demands",
    ),
]
