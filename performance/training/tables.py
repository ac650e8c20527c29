from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.training.models import TrainingCourse, TrainingRecord, TrainingTopic
from salesmgmt.core.models import User
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, LineTable, PersonColumn


class TopicTable(BaseTable):
    name = DocumentLinkColumn()

    class Meta(BaseTable.Meta):
        model = TrainingTopic
        fields = ("name", "kind", "is_active")


class CourseTable(BaseTable):
    number = DocumentLinkColumn()
    title = Column()
    topic = Column(accessor="topic__name", verbose_name=pgettext_lazy("training", "topic"))

    class Meta(BaseTable.Meta):
        model = TrainingCourse
        fields = ("number", "status", "title", "topic", "held_on", "trainer", "place")


class RecordTable(BaseTable):
    employee = PersonColumn()
    topic = Column(accessor="topic__name", verbose_name=pgettext_lazy("training", "topic"))
    recorded_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = TrainingRecord
        fields = ("employee", "topic", "date", "result", "remark", "recorded_by")


class CourseRecordTable(LineTable):
    employee = PersonColumn()

    class Meta(BaseTable.Meta):
        model = TrainingRecord
        fields = ("employee", "result", "remark")


class NewcomerTable(BaseTable):
    """Representatives with the topics they lack."""

    name = Column()
    superior = PersonColumn(phone=False)
    date_joined = DateColumn(verbose_name=_("account since"))
    missing = Column(verbose_name=pgettext_lazy("training", "missing topics"), orderable=False, accessor="missing")

    class Meta(BaseTable.Meta):
        model = User
        fields = ("name", "unit", "superior", "date_joined", "missing")

    def render_missing(self, record):
        return format_html('<span class="tone-bad">{}</span>', self.value_missing(None, record))

    def value_missing(self, value, record):
        return "、".join(record.missing)
