"""The addresses of invoice applications."""

from django.urls import path

from orders.invoice_application.template_views import BatchTemplatePage, batch_template_file
from orders.invoice_application.views import (
    ApplicationDetail,
    ApplicationList,
    InvoiceFiles,
    ProductTaxCodes,
    UnnumberedList,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("invoices/to-apply-for/", register_list(UnnumberedList).as_view(), name="invoices-to-apply-for"),
    path("invoices/tax-codes/", register_list(ProductTaxCodes).as_view(), name="product-tax-codes"),
    path("invoices/batch-template/", BatchTemplatePage.as_view(), name="invoice-batch-template"),
    path("invoices/batch-template/file/", batch_template_file, name="invoice-batch-template-file"),
    *document_urls("invoice-applications", "invoice-application", list=ApplicationList, detail=ApplicationDetail),
    path("invoice-applications/<int:pk>/files/", InvoiceFiles.as_view(), name="invoice-application-files"),
]
