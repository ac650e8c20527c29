from django.utils.translation import gettext_lazy, pgettext_lazy

from orders.invoice.models import Invoice
from orders.invoice_application.models import AppliedInvoice, InvoiceApplication
from pricing.product.models import Product
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    PersonColumn,
    StatusColumn,
)


class ApplicationTable(BaseTable):
    number = DocumentLinkColumn()
    count = Column(kind="int", verbose_name=gettext_lazy("invoices"))
    waiting = Column(kind="int", verbose_name=pgettext_lazy("invoice application", "not issued yet"), orderable=False)
    created_by = PersonColumn()
    created_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = InvoiceApplication
        fields = ("number", "status", "count", "waiting", "amount", "created_by", "created_at")


class UnnumberedTable(BaseTable):
    """Invoices to be applied for."""

    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    tax_number = Column(phone=False)

    class Meta(BaseTable.Meta):
        model = Invoice
        fields = ("number", "status", "customer", "tax_number", "kind", "date", "amount", "net", "tax")
        order_by = ("date",)


class AppliedTable(LineTable):
    invoice = Column(linkify=lambda record: record.invoice.get_absolute_url(), verbose_name=gettext_lazy("invoice"))
    status = StatusColumn(accessor="invoice__status", verbose_name=gettext_lazy("status"))
    customer = Column(accessor="invoice__customer__name", verbose_name=gettext_lazy("customer"))
    amount = MoneyColumn(accessor="invoice__amount", verbose_name=gettext_lazy("amount"))
    invoice_no = Column(accessor="invoice__invoice_no", verbose_name=gettext_lazy("invoice number"))
    carrier = Column(phone=False)

    class Meta(BaseTable.Meta):
        model = AppliedInvoice
        fields = ("invoice", "status", "customer", "amount", "invoice_no", "issued_on", "carrier")

    def render_carrier(self, record):
        return record.get_carrier_display()


class TaxCodeTable(BaseTable):
    number = DocumentLinkColumn(accessor="code")
    tax_code = Column(
        accessor="tax_classification__code", verbose_name=gettext_lazy("tax classification code"), orderable=False
    )

    class Meta(BaseTable.Meta):
        model = Product
        fields = ("name", "spec", "unit")
        sequence = ("number", "name", "spec", "unit", "tax_code")
