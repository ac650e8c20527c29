"""Addresses of pricing."""

from django.urls import path

from pricing.discount.views import SpecialDiscountDetail, SpecialDiscountList, discount_pdf
from pricing.price_list.views import (
    PriceListCreate,
    PriceListDetail,
    PriceListEdit,
    PriceListList,
    PriceRuleCreate,
    PriceRuleDetail,
    PriceRuleEdit,
    PriceRuleList,
)
from pricing.product.views import ProductCreate, ProductDetail, ProductEdit, ProductList
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
    *document_urls(
        "products", "product", list=ProductList, detail=ProductDetail, create=ProductCreate, edit=ProductEdit
    ),
    *document_urls(
        "price-lists",
        "price-list",
        list=PriceListList,
        detail=PriceListDetail,
        create=PriceListCreate,
        edit=PriceListEdit,
    ),
    *document_urls(
        "price-rules",
        "price-rule",
        list=PriceRuleList,
        detail=PriceRuleDetail,
        create=PriceRuleCreate,
        edit=PriceRuleEdit,
    ),
    *document_urls("quotes", "quote", list=QuoteList, detail=QuoteDetail, create=QuoteCreate, edit=QuoteEdit),
    path("customers/<int:pk>/quotes/", register_list(CustomerQuotes).as_view(), name="customer-quotes"),
    path("opportunities/<int:pk>/quotes/", register_list(OpportunityQuotes).as_view(), name="opportunity-quotes"),
    path("quotes/preview/", quote_preview, name="quote-preview"),
    path("quotes/<int:pk>/pdf/", quote_pdf, name="quote-pdf"),
    *document_urls("special-discounts", "special-discount", list=SpecialDiscountList, detail=SpecialDiscountDetail),
    path("special-discounts/<int:pk>/pdf/", discount_pdf, name="special-discount-pdf"),
]
