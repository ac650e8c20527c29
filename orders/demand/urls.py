"""The addresses of demand notices."""

from django.urls import path

from orders.demand.views import DemandCreate, DemandDetail, DemandEdit, DemandList, demand_pdf, demand_pdf_plain
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("demands", "demand", list=DemandList, detail=DemandDetail, create=DemandCreate, edit=DemandEdit),
    path("demands/<int:pk>/pdf/", demand_pdf, name="demand-pdf"),
    path("demands/<int:pk>/pdf/without-prices/", demand_pdf_plain, name="demand-pdf-plain"),
]
