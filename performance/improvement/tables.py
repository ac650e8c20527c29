from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.improvement.models import ImprovementProposal
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, PersonColumn


class ImprovementTable(BaseTable):
    number = DocumentLinkColumn()
    title = Column()
    report = Column(phone=False)
    created_by = PersonColumn(verbose_name=pgettext_lazy("improvement", "proposed by"))
    decided_by = PersonColumn(phone=False)
    result = Column(verbose_name=_("became"), orderable=False, accessor="result")

    class Meta(BaseTable.Meta):
        model = ImprovementProposal
        fields = ("number", "status", "kind", "title", "report", "created_by", "created_at", "decided_by", "result")
