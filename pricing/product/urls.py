"""Addresses of products."""

from pricing.product.views import ProductCreate, ProductDetail, ProductEdit, ProductList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls(
    "products", "product", list=ProductList, detail=ProductDetail, create=ProductCreate, edit=ProductEdit
)
