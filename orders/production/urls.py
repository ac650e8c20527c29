"""The addresses of productions."""

from django.urls import path

from orders.inspection_standard.views import StandardFile
from orders.production.board_views import production_board
from orders.production.models import Production
from orders.production.tab_views import ProductionTab
from orders.production.views import ProductionDetail, ProductionList
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("productions/board/", production_board, name="production-board"),
    *document_urls("productions", "production", list=ProductionList, detail=ProductionDetail),
    path(
        "productions/<int:pk>/standards/<int:annex>/",
        StandardFile.as_view(model=Production),
        name="production-standard",
    ),
    path("orders/<int:pk>/productions/", register_list(ProductionTab).as_view(), name="order-productions"),
]
