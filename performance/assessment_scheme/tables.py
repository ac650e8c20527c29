from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.assessment_scheme.models import AssessmentScheme, KpiDefinition
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, LineTable, PersonColumn


class SchemeTable(BaseTable):
    name = DocumentLinkColumn()
    version = Column(kind="int")
    created_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = AssessmentScheme
        fields = ("name", "version", "status", "period_kind", "created_by", "activated_at")


class KpiDefinitionTable(LineTable):
    label = Column(verbose_name=pgettext_lazy("assessment", "indicator"))
    formula = Column(accessor="metric__definition", verbose_name=_("how it is counted"), phone=False)
    target = Column(verbose_name=pgettext_lazy("assessment", "target"))
    kind = Column(phone=False)
    cap = Column(kind="int", phone=False)

    class Meta(LineTable.Meta):
        model = KpiDefinition
        fields = ("label", "kind", "weight", "target", "cap", "formula")

    def render_target(self, record):
        return record.metric.text(record.fixed_target) if record.metric else record.target
