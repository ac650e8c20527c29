"""Addresses of product documents and news."""

from django.urls import path

from customers.product_info import views
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

register_list(views.NewsRecipients)

urlpatterns = [
    *document_urls(
        "product-documents",
        "product-document",
        list=views.DocumentList,
        detail=views.DocumentDetail,
        create=views.DocumentCreate,
        edit=views.DocumentEdit,
    ),
    *document_urls(
        "product-news",
        "product-news",
        list=views.NewsList,
        detail=views.NewsDetail,
        create=views.NewsCreate,
        edit=views.NewsEdit,
    ),
    path("product-news/<int:pk>/recipients/", views.NewsRecipients.as_view(), name="product-news-recipients"),
]
