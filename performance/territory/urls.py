"""Addresses of regions, field offices and product lines."""

from django.urls import path

from performance.territory.views import LineCreate, LineEdit, product_line, territories, territory

urlpatterns = [
    path("territories/", territories, name="territory-list"),
    path("territories/<int:pk>/", territory, name="territory-detail"),
    path("product-lines/new/", LineCreate.as_view(), name="product-line-create"),
    path("product-lines/<int:pk>/", product_line, name="product-line-detail"),
    path("product-lines/<int:pk>/edit/", LineEdit.as_view(), name="product-line-edit"),
]
