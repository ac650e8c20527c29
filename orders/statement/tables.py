from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from orders.statement.models import Statement
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    PersonColumn,
)


class StatementTable(BaseTable):
    """Rows with what their pages say (figures.with_said)."""

    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    opening = MoneyColumn(accessor="said_opening", verbose_name=gettext_lazy("opening balance"))
    billed = MoneyColumn(accessor="said_billed", verbose_name=gettext_lazy("billed"))
    credited = MoneyColumn(accessor="said_credited", verbose_name=gettext_lazy("credited"))
    paid = MoneyColumn(accessor="said_paid", verbose_name=gettext_lazy("paid"))
    closing = MoneyColumn(accessor="said_closing", verbose_name=gettext_lazy("closing balance"))
    overdue = MoneyColumn(accessor="said_overdue", verbose_name=gettext_lazy("overdue"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"), phone=False)

    class Meta(BaseTable.Meta):
        model = Statement
        fields = (
            "number",
            "status",
            "customer",
            "date_from",
            "date_to",
            "opening",
            "billed",
            "credited",
            "paid",
            "closing",
            "overdue",
            "owner",
        )


class StatementRowTable(LineTable):
    """The movements of a statement (orders.domain.statement_paper.Movement)."""

    date = DateColumn(accessor="row__entry__date", verbose_name=gettext_lazy("date"))
    kind = Column(accessor="row__entry__get_kind_display", verbose_name=gettext_lazy("kind"), phone=False)
    reference = Column(
        accessor="row__entry__reference",
        linkify=lambda record: record.row.entry.document_url,
        verbose_name=gettext_lazy("document"),
    )
    debit = MoneyColumn(accessor="row__debit", verbose_name=gettext_lazy("billed"))
    credit = MoneyColumn(accessor="row__credit", verbose_name=gettext_lazy("paid or credited"))
    balance = MoneyColumn(accessor="row__balance", verbose_name=gettext_lazy("balance"), phone=False)

    class Meta(BaseTable.Meta):
        default = ""

    def render_reference(self, value, record):
        """Below it what the customer knows it by: the tax office's number or the bank's reference, and the deliveries."""
        known = [each for each in (record.number, *record.deliveries) if each and each != value]
        return format_html('{}<div class="text-secondary small">{}</div>', value, "、".join(known)) if known else value
