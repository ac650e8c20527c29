from contracts.template.models import ContractTemplate
from salesmgmt.core.web.tables import BaseTable, DateColumn, DocumentLinkColumn, StatusColumn, TextColumn


class TemplateTable(BaseTable):
    name = DocumentLinkColumn()
    version = TextColumn(kind="int")
    status = StatusColumn()
    in_force_from = DateColumn()
    law_reference = TextColumn(phone=False)

    class Meta:
        model = ContractTemplate
        fields = ["name", "version", "status", "in_force_from", "law_reference"]
