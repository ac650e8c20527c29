"""Addresses of the early warning."""

from django.urls import path

from performance.alert.views import AlertDetail, AlertList, AlertRuleEdit, AlertRuleList, CustomerAlerts
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("alerts/rules/", register_list(AlertRuleList).as_view(), name="alert-rule-list"),
    path("alerts/rules/<int:pk>/", AlertRuleEdit.as_view(), name="alert-rule-edit"),
    path("customers/<int:pk>/alerts/", register_list(CustomerAlerts).as_view(), name="customer-alerts"),
    *document_urls("alerts", "alert", list=AlertList, detail=AlertDetail),
]
