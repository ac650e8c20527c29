"""Addresses of deviations and of the risk list."""

from django.urls import path

from contracts.monitoring import views
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("contract-deviations", "contract-deviation", list=views.DeviationList, detail=views.DeviationDetail),
    path("contract-risks/", register_list(views.RiskList).as_view(), name="contract-risks"),
    path(
        "contracts/<int:pk>/deviations/",
        register_list(views.ContractDeviations).as_view(),
        name="contract-deviations-tab",
    ),
]
