from django.utils.translation import gettext_lazy

from orders.collection_report.models import AnnouncedPayment, CollectionReport, OverdueCause
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, LineTable, PersonColumn


class CollectionReportTable(BaseTable):
    number = DocumentLinkColumn()
    owner = PersonColumn()
    acknowledged_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = CollectionReport
        fields = ("number", "status", "owner", "date_from", "date_to", "total", "submitted_at", "acknowledged_by")


class AnnouncedPaymentTable(LineTable):
    customer = Column(
        accessor="customer__name",
        linkify=lambda record: record.customer.get_absolute_url(),
        verbose_name=gettext_lazy("customer"),
    )
    payment = Column(
        accessor="payment__number",
        linkify=lambda record: record.payment.get_absolute_url(),
        verbose_name=gettext_lazy("payment"),
    )
    state = Column(accessor="payment__get_status_display", verbose_name=gettext_lazy("status today"))

    class Meta(BaseTable.Meta):
        model = AnnouncedPayment
        fields = ("customer", "date", "amount", "payment", "state", "invoices")


class OverdueCauseTable(LineTable):
    customer = Column(
        accessor="customer__name",
        linkify=lambda record: record.customer.get_absolute_url(),
        verbose_name=gettext_lazy("customer"),
    )

    class Meta(BaseTable.Meta):
        model = OverdueCause
        fields = ("customer", "overdue", "cause", "measure", "promised_on")
