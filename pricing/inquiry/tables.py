from django.utils.translation import gettext_lazy as _

from pricing.inquiry.models import Inquiry
from pricing.inquiry.states import InquiryStatus
from salesmgmt.core.templatetags.salesmgmt import quantity
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    OverdueDaysColumn,
    PersonColumn,
    QuantityColumn,
)


class InquiryTable(BaseTable):
    sorted_by = ("number", "status", "received_at")

    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    received_at = DateColumn(kind="datetime", phone=False)
    answer_due_at = OverdueDaysColumn(running=(InquiryStatus.OPEN,))
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"))
    quote = Column(accessor="quote__number", verbose_name=_("quote"), phone=False)

    class Meta(BaseTable.Meta):
        model = Inquiry
        fields = (
            "number",
            "status",
            "customer",
            "title",
            "channel",
            "received_at",
            "answer_due_at",
            "answered_at",
            "owner",
            "quote",
        )


class InquiryLineTable(LineTable):
    product = Column(empty_values=(), verbose_name=_("product"))
    quantity = QuantityColumn(verbose_name=_("quantity"))
    due_date = DateColumn(verbose_name=_("wanted on"))
    remark = Column(verbose_name=_("remark"))

    def render_product(self, record):
        return str(record.product) if record.product else record.wanted

    def render_quantity(self, value, record):
        return f"{quantity(value)} {record.product.unit}" if record.product else quantity(value)
