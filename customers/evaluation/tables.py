"""Evaluation reports and their points as rows."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from customers.customer.columns import GradeColumn
from customers.evaluation.models import CustomerEvaluation, EvaluationScore
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    PersonColumn,
    QuantityColumn,
)


class EvaluationTable(BaseTable):
    sorted_by = ("number", "status", "approved_on")

    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"))
    grade = GradeColumn()
    created_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = CustomerEvaluation
        fields = ("number", "status", "customer", "occasion", "total", "grade", "approved_on", "owner", "created_at")


class CustomerEvaluationTable(EvaluationTable):
    """Those of one customer."""

    class Meta(EvaluationTable.Meta):
        exclude = ("customer", "owner")


class ScoreTable(LineTable):
    """The nine lines of a report with their total."""

    criterion = Column(accessor="criterion__name", footer=_("Total"), verbose_name=_("criterion"))
    band = Column(accessor="band__text", empty_values=(), verbose_name=_("standard reached"))
    points = QuantityColumn(
        kind="int", verbose_name=_("points"), footer=lambda table: sum(row.points or 0 for row in table.data.data)
    )

    def render_value(self, record):
        return record.figure

    def render_band(self, value, record):
        if record.band is None:
            return "—"
        letter = record.band.letter or _("below D")
        return format_html('<span class="band-letter">{}</span> {}', letter, record.band.text)

    class Meta(LineTable.Meta):
        model = EvaluationScore
        fields = ("criterion", "value", "band", "points", "remark")
