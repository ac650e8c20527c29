from performance.conduct.models import ConductIncident
from salesmgmt.core.web.tables import BaseTable, DocumentLinkColumn, PersonColumn


class ConductTable(BaseTable):
    number = DocumentLinkColumn()
    person = PersonColumn()
    created_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = ConductIncident
        fields = ("number", "status", "person", "kind", "happened_on", "finding", "created_by")
