from performance.coaching.models import CoachingNote
from performance.coaching.states import CoachingNoteStatus
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, OverdueDaysColumn, PersonColumn


class CoachingNoteTable(BaseTable):
    number = DocumentLinkColumn()
    rep = PersonColumn()
    topic = Column()
    problem = Column(phone=False)
    held_on = DateColumn(phone=False)
    due_on = OverdueDaysColumn(running=(CoachingNoteStatus.OPEN,))
    created_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = CoachingNote
        fields = ("number", "status", "rep", "topic", "problem", "held_on", "due_on", "created_by")
