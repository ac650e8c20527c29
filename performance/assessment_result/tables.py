from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.assessment_result.models import PayrollBatch
from salesmgmt.core.web.tables import BaseTable, BooleanColumn, Column, LineTable, PersonColumn


class RunTable(LineTable):
    person = PersonColumn(verbose_name=_("person"))
    kind_label = Column(verbose_name=_("period"))
    last = Column(verbose_name=_("last result"))
    result = Column(kind="quantity", verbose_name=pgettext_lazy("assessment", "result"))
    excellent = Column(kind="int", verbose_name=_("excellent in a row"))
    failed = Column(kind="int", verbose_name=_("below the pass mark in a row"))
    is_candidate = BooleanColumn(verbose_name=_("candidate for promotion"))
    is_alarming = BooleanColumn(verbose_name=_("change of post to be decided"))

    def render_last(self, value, record):
        return format_html('<a href="{}">{}</a>', record.address, value)


class PayrollBatchTable(BaseTable):
    number = Column()
    made_by = PersonColumn(phone=False)
    entries = Column(accessor="count", kind="int", verbose_name=_("assessments"), orderable=False)

    class Meta(BaseTable.Meta):
        model = PayrollBatch
        fields = ("number", "made_at", "made_by", "entries")

    def render_number(self, record):
        return format_html('<a href="{}">{}</a>', reverse("payroll-batch-file", args=[record.pk]), record.number)
