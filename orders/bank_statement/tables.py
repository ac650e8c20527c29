from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.bank_statement.models import BankStatement
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, PersonColumn


class BankStatementTable(BaseTable):
    no_totals = ("closing",)

    account = DocumentLinkColumn(linkify=lambda record: record.get_absolute_url())
    agrees = Column(accessor="agrees", verbose_name=gettext_lazy("balance agrees"), orderable=False)
    taken = Column(kind="int")
    known = Column(kind="int", phone=False)
    file_name = Column(phone=False)
    created_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = BankStatement
        fields = (
            "account",
            "date_from",
            "date_to",
            "total_in",
            "total_out",
            "closing",
            "agrees",
            "taken",
            "known",
            "file_name",
            "created_by",
            "created_at",
        )

    def render_agrees(self, value):
        return format_html('<span class="tone-{}">{}</span>', "good" if value else "bad", self.value_agrees(value))

    def value_agrees(self, value):
        return _("yes") if value else _("no")
