from customers.support.models import SupportRequest
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, OverdueDaysColumn, PersonColumn


class SupportTable(BaseTable):
    opportunity = DocumentLinkColumn()
    question = Column(width=40)
    asked_by = PersonColumn()
    due_on = OverdueDaysColumn(running=(SupportRequest.Status.ASKED,))
    asked_at = DateColumn(kind="datetime", phone=False, shown=False)
    answer = Column(width=40)
    answered_by = PersonColumn(phone=False)
    answered_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = SupportRequest
        fields = (
            "opportunity",
            "status",
            "department",
            "question",
            "due_on",
            "asked_by",
            "asked_at",
            "answer",
            "answered_by",
            "answered_at",
        )
