"""Addresses of quotes, and of their tabs on the pages of customers and opportunities."""

from django.urls import path

from pricing.quote.views import (
    CustomerQuotes,
    OpportunityQuotes,
    QuoteCreate,
    QuoteDetail,
    QuoteEdit,
    QuoteList,
    quote_pdf,
    quote_preview,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("quotes", "quote", list=QuoteList, detail=QuoteDetail, create=QuoteCreate, edit=QuoteEdit),
    path("customers/<int:pk>/quotes/", register_list(CustomerQuotes).as_view(), name="customer-quotes"),
    path("opportunities/<int:pk>/quotes/", register_list(OpportunityQuotes).as_view(), name="opportunity-quotes"),
    path("quotes/preview/", quote_preview, name="quote-preview"),
    path("quotes/<int:pk>/pdf/", quote_pdf, name="quote-pdf"),
]
