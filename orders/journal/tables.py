from django.utils.translation import gettext_lazy, pgettext_lazy

from orders.journal.models import JournalLine
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, LineTable, MoneyColumn


class JournalLineTable(LineTable):
    """Lines of a journal, each leading to its document."""

    day = DateColumn(accessor="entry__movement__date", verbose_name=gettext_lazy("date"))
    place = Column(accessor="entry__place", kind="int", verbose_name=gettext_lazy("no."))
    summary = Column(
        accessor="entry__summary",
        linkify=lambda record: record.entry.movement.document_url,
        verbose_name=pgettext_lazy("journal", "summary"),
    )
    code = Column(phone=False)
    debit = MoneyColumn()
    credit = MoneyColumn()

    class Meta(BaseTable.Meta):
        model = JournalLine
        fields = ("day", "place", "summary", "code", "subject", "debit", "credit")

    def render_debit(self, value):
        return f"{value:,.2f}" if value else ""

    def render_credit(self, value):
        return f"{value:,.2f}" if value else ""
