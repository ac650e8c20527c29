from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.commission.models import LineQuestion
from salesmgmt.core.templatetags.salesmgmt import datefmt
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, OverdueDaysColumn, PersonColumn


class DecideByColumn(OverdueDaysColumn):
    """Overdue as long as it is not decided."""

    def render(self, value, record):
        return super().render(value, record) if record.is_open else datefmt(value)


class QuestionTable(BaseTable):
    statement = DocumentLinkColumn(
        accessor="statement__number",
        verbose_name=_("commission statement"),
        linkify=lambda record: record.statement.get_absolute_url(),
    )
    person = PersonColumn(accessor="statement__person", verbose_name=_("representative"))
    reason = Column(phone=False)
    by = PersonColumn()
    answer_by = DecideByColumn()
    decided_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = LineQuestion
        fields = (
            "statement",
            "kind",
            "person",
            "reference",
            "amount",
            "reason",
            "by",
            "at",
            "answer_by",
            "outcome",
            "answer",
            "decided_by",
            "withheld",
        )

    def render_outcome(self, record):
        return record.get_outcome_display() or pgettext_lazy("commission line", "not decided")

    def value_outcome(self, record):
        return str(self.render_outcome(record))
