from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from orders.account.models import LedgerEntry
from salesmgmt.core.templatetags.salesmgmt import money
from salesmgmt.core.web.tables import BaseTable, DateColumn, DocumentLinkColumn, MoneyColumn


class LedgerTable(BaseTable):
    """The account of a customer: every movement with the balance after it."""

    date = DateColumn()
    reference = DocumentLinkColumn(linkify=False)
    debit = MoneyColumn(accessor="pk", verbose_name=gettext_lazy("billed"), orderable=False)
    credit = MoneyColumn(accessor="pk", verbose_name=gettext_lazy("paid or credited"), orderable=False)
    running = MoneyColumn(verbose_name=gettext_lazy("balance"), orderable=False)
    due_date = DateColumn(phone=False)
    created_at = DateColumn(kind="datetime", shown=False)

    class Meta(BaseTable.Meta):
        model = LedgerEntry
        fields = ("date", "kind", "reference", "due_date", "debit", "credit", "running", "created_at")
        orderable = False

    def render_reference(self, record, value):
        return format_html('<a href="{}">{}</a>', record.document_url, value)

    def value_reference(self, value, record):
        return record.reference

    def value_debit(self, value, record):
        return record.amount if record.amount > 0 else None

    def value_credit(self, value, record):
        return -record.amount if record.amount < 0 else None

    def render_debit(self, record):
        return money(record.amount) if record.amount > 0 else ""

    def render_credit(self, record):
        return money(-record.amount) if record.amount < 0 else ""
