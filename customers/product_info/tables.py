"""Product documents, news and their recipients as rows."""

from urllib.parse import quote

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from customers.customer.columns import ShortColumn
from customers.product_info.models import NewsRecipient, ProductDocument, ProductNews
from salesmgmt.core.templatetags.salesmgmt import icon
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn, QuantityColumn


class DocumentTable(BaseTable):
    name = DocumentLinkColumn()
    number = ShortColumn(phone=False)
    product_label = Column(verbose_name=_("product"), order_by="product_name")
    summary = Column(phone=False, width=40)
    files = QuantityColumn(kind="int", verbose_name=_("files"))
    created_at = DateColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = ProductDocument
        fields = ("name", "number", "status", "topic", "product_label", "edition", "files", "summary", "created_at")


class NewsTable(BaseTable):
    headline = DocumentLinkColumn()
    number = ShortColumn(phone=False)
    product_label = Column(verbose_name=_("product"), order_by="product_name")
    created_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = ProductNews
        fields = ("headline", "number", "status", "kind", "product_label", "published_on", "created_by")


def mail_draft(recipient, subject, body):
    """A mail in the sender's own program, for him to read and send; nothing where the contact has no address."""
    contact = recipient.contact
    if contact is None or not contact.email:
        return ""
    address = f"mailto:{quote(contact.email)}?subject={quote(subject)}&body={quote(body)}"
    return format_html('<a class="btn btn-sm" href="{}">{}{}</a>', address, icon("mail"), _("Mail draft"))


class RecipientTable(BaseTable):
    customer = DocumentLinkColumn(linkify=lambda record: record.customer.get_absolute_url(), order_by="customer__name")
    contact = Column(accessor="contact", verbose_name=_("contact"))
    sent_by = PersonColumn(phone=False)
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"), phone=False)
    draft = Column(empty_values=(), verbose_name="", export=False, orderable=False)

    class Meta(BaseTable.Meta):
        model = NewsRecipient
        fields = ("customer", "status", "contact", "draft", "sent_at", "sent_by", "owner")

    def render_draft(self, record):
        return (
            mail_draft(record, record.news.headline, record.news.body)
            if record.status == NewsRecipient.Status.TO_SEND
            else "—"
        )
