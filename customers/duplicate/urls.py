"""Addresses of suspected duplicates and their merge."""

from django.urls import path

from customers.duplicate.views import Duplicates, Merge

urlpatterns = [
    path("customers/duplicates/", Duplicates.as_view(), name="customer-duplicates"),
    path("customers/<int:pk>/merge/", Merge.as_view(), name="customer-merge"),
]
