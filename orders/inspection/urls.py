"""The addresses of inspections."""

from orders.inspection.views import InspectionDetail, InspectionList
from salesmgmt.core.web.urls import document_urls

urlpatterns = [*document_urls("inspections", "inspection", list=InspectionList, detail=InspectionDetail)]
