"""The people at customers as rows."""

from django.utils.html import format_html

from customers.contact.models import Contact
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
)


class ContactTable(BaseTable):
    """The people at customers; their numbers are called with one tap."""

    name = Column()
    customer = DocumentLinkColumn(accessor="customer__name", linkify=lambda record: record.customer.get_absolute_url())
    birthday = DateColumn(phone=False)

    def render_phone(self, value):
        return format_html('<a href="tel:{}">{}</a>', value, value)

    def render_email(self, value):
        return format_html('<a href="mailto:{}">{}</a>', value, value)

    class Meta(BaseTable.Meta):
        model = Contact
        fields = ("name", "customer", "position", "phone", "email", "birthday", "is_primary")


class CustomerContactTable(ContactTable):
    """Those of one customer."""

    name = Column(attrs={"td": {"class": "col-title"}})

    class Meta(ContactTable.Meta):
        exclude = ("customer",)
