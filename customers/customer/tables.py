"""Customers, their contacts and their history as rows."""

from django.utils.translation import gettext_lazy as _

from customers.customer.columns import GradeColumn, ShortColumn
from customers.customer.models import Customer, CustomerOwnerHistory
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    PersonColumn,
    QuantityColumn,
)


class CustomerTable(BaseTable):
    sorted_by = ("name", "number", "status", "grade")

    name = DocumentLinkColumn(order_by="sort_key")
    number = ShortColumn(phone=False)
    region = ShortColumn(phone=False)
    segment = ShortColumn(phone=False)
    grade = GradeColumn()
    owner = PersonColumn(verbose_name=_("responsible rep"))
    warning_line = MoneyColumn(verbose_name=_("warning line"))
    orders_last_12m = QuantityColumn(verbose_name=_("orders in 12 months"), kind="int", phone=False)
    short_name = Column(shown=False)
    credit_code = Column(shown=False, width=22)
    industry = Column(shown=False)
    phone = Column(shown=False)
    address = Column(shown=False, width=36)
    postcode = Column(shown=False)
    # Under the headings that the import knows: an exported list is read in again.
    contact_name = Column(shown=False, orderable=False, verbose_name=_("contact"))
    contact_phone = Column(shown=False, orderable=False, verbose_name=_("telephone of the contact"))
    contact_email = Column(shown=False, orderable=False, verbose_name=_("e-mail of the contact"))
    invoice_title = Column(shown=False, price=True)
    bank = Column(shown=False, price=True)
    bank_account = Column(shown=False, price=True)
    payment_term_days = QuantityColumn(shown=False, price=True, kind="int")
    is_group_company = BooleanColumn(shown=False)
    origin = Column(shown=False)
    first_delivery_date = DateColumn(shown=False)
    created_at = DateColumn(shown=False, kind="datetime")

    class Meta(BaseTable.Meta):
        model = Customer
        fields = (
            "name",
            "number",
            "status",
            "grade",
            "warning_line",
            "owner",
            "region",
            "segment",
            "location_type",
            "orders_last_12m",
            "short_name",
            "credit_code",
            "industry",
            "phone",
            "address",
            "postcode",
            "contact_name",
            "contact_phone",
            "contact_email",
            "invoice_title",
            "bank",
            "bank_account",
            "payment_term_days",
            "is_group_company",
            "origin",
            "first_delivery_date",
            "created_at",
        )


class OwnerHistoryTable(LineTable):
    from_user = PersonColumn()
    to_user = PersonColumn()
    changed_by = PersonColumn()

    class Meta(LineTable.Meta):
        model = CustomerOwnerHistory
        fields = ("at", "from_user", "to_user", "changed_by", "reason")
