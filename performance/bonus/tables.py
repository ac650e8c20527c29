from performance.bonus.models import Award
from salesmgmt.core.web.tables import BaseTable, DocumentLinkColumn, PersonColumn


class AwardTable(BaseTable):
    number = DocumentLinkColumn()
    person = PersonColumn()
    created_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = Award
        fields = ("number", "status", "kind", "person", "amount", "created_by", "decided_on")
