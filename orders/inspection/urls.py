"""The addresses of inspections."""

from django.urls import path

from orders.inspection.models import Inspection
from orders.inspection.views import InspectionDetail, InspectionList
from orders.inspection_standard.views import StandardFile
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("inspections", "inspection", list=InspectionList, detail=InspectionDetail),
    path(
        "inspections/<int:pk>/standards/<int:annex>/",
        StandardFile.as_view(model=Inspection),
        name="inspection-standard",
    ),
]
