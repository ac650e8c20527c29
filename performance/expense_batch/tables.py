from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy, pgettext, pgettext_lazy

from performance.expense_batch.models import BatchedClaim, ExpenseBatch, PayeeAccount, PayoutLayout
from performance.expense_batch.states import Cell
from performance.expense_claim.models import ExpenseClaim
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, LineTable, PersonColumn


class ExpenseBatchTable(BaseTable):
    number = DocumentLinkColumn()
    count = Column(kind="int", verbose_name=pgettext_lazy("payment batch", "claims"))
    created_by = PersonColumn()
    created_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = ExpenseBatch
        fields = ("number", "status", "count", "amount", "paid_on", "created_by", "created_at")


class ToPayTable(BaseTable):
    """Audited claims that wait for their money."""

    number = DocumentLinkColumn()
    claimant = PersonColumn()
    account = Column(
        accessor="claimant__payee_account",
        verbose_name=pgettext_lazy("payment batch", "account"),
        orderable=False,
        empty_values=(),
        export=False,
    )

    class Meta(BaseTable.Meta):
        model = ExpenseClaim
        fields = ("number", "claimant", "purpose", "account", "amount", "allowed_amount", "created_at")

    def render_account(self, value):
        return str(value) if value else gettext("not known")


class BatchedClaimTable(LineTable):
    """What each is paid stands beside his name: on the phone the rest is read by scrolling."""

    claim = Column(linkify=lambda record: record.claim.get_absolute_url(), verbose_name=gettext_lazy("expense claim"))
    purpose = Column(accessor="claim__purpose", verbose_name=pgettext_lazy("expense claim", "spent for"), phone=False)
    payee = Column()
    account_number = Column()

    class Meta(LineTable.Meta):
        model = BatchedClaim
        fields = (
            "claim",
            "payee",
            "amount",
            "account_number",
            "bank",
            "purpose",
            "allowed",
            "set_off",
        )

    def render_account_number(self, value):
        return grouped(value)

    def render_bank(self, value, record):
        return f"{value} {record.branch}".strip()

    def render_payee(self, value, record):
        """What came back is said beside the name, also on a narrow screen."""
        if record.returned_on is None:
            return value
        return format_html(
            '{}<div class="text-danger">{} {} {}</div>',
            value,
            pgettext("payment batch", "Came back"),
            f"{record.returned_on:%Y-%m-%d}",
            record.return_reason,
        )


class PayeeAccountTable(BaseTable):
    number = DocumentLinkColumn(linkify=lambda record: reverse("payee-account-edit", args=[record.pk]))
    person = PersonColumn()
    updated_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = PayeeAccount
        fields = ("number", "person", "holder", "bank", "branch", "updated_at")

    def render_number(self, value):
        return grouped(value)


class PayoutLayoutTable(BaseTable):
    name = DocumentLinkColumn(linkify=lambda record: reverse("payout-layout-edit", args=[record.pk]))
    columns = Column(verbose_name=gettext_lazy("headers"), orderable=False, phone=False)

    class Meta(BaseTable.Meta):
        model = PayoutLayout
        fields = ("name", "form", "columns", "is_active")

    def render_columns(self, value):
        return "；".join(f"{header}（{Cell(cell).label}）" for header, cell in value)

    value_columns = render_columns


def grouped(number):
    """6222 0231 0000 1234 567: as it stands on the card."""
    return " ".join(number[place : place + 4] for place in range(0, len(number), 4))
