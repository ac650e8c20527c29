from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.expense_claim.models import ExpenseClaim, ExpenseLine
from salesmgmt.core.web.tables import BaseTable, BooleanColumn, Column, DocumentLinkColumn, LineTable, PersonColumn


class ExpenseClaimTable(BaseTable):
    number = DocumentLinkColumn()
    purpose = Column()
    claimant = PersonColumn()
    department = Column(accessor="department__name", verbose_name=_("department"), phone=False)
    over_budget = BooleanColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = ExpenseClaim
        fields = (
            "number",
            "status",
            "purpose",
            "claimant",
            "department",
            "amount",
            "allowed_amount",
            "over_budget",
            "created_at",
            "paid_on",
        )


class ExpenseLineTable(LineTable):
    voucher_number = Column()
    voucher = Column(verbose_name=_("voucher file"))
    customer = Column(verbose_name=pgettext_lazy("expense claim", "for whom"), accessor="spent_for")
    cut_reason = Column(verbose_name=pgettext_lazy("expense claim", "why it was cut"))

    class Meta(LineTable.Meta):
        model = ExpenseLine
        fields = (
            "date",
            "category",
            "amount",
            "description",
            "voucher_number",
            "voucher",
            "customer",
            "allowed",
            "cut_reason",
        )

    def render_voucher(self, value, record):
        if not record.has_file:
            return "—"
        return format_html(
            '<a href="{}">{}</a>', reverse("attachment-download", args=[value.pk]) + "?inline", value.original_name
        )
