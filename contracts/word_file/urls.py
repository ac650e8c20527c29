"""Addresses of Word files."""

from django.urls import path

from contracts.word_file import views
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("contracts/<int:pk>/word/", views.contract_word, name="contract-word"),
    path("amendments/<int:pk>/word/", views.amendment_word, name="amendment-word"),
    *document_urls("returned-files", "returned-file", detail=views.ReturnedFileDetail),
]
