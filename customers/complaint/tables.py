"""Complaints as rows."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from customers.complaint.models import Complaint
from customers.complaint.work import ComplaintNote, CorrectiveAction, Investigation
from customers.complaint_clock.deadline import clock_of
from customers.customer.columns import ShortColumn
from salesmgmt.core.templatetags.salesmgmt import due_tag
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    PersonColumn,
)

SEVERITY_TONES = {"general": "neutral", "serious": "bad"}


def severity_tag(complaint):
    tone = SEVERITY_TONES[complaint.severity]
    return format_html('<span class="tag tag-{}">{}</span>', tone, complaint.get_severity_display())


class ClockColumn(Column):
    """The running clock; the export has its words."""

    def __init__(self, **kwargs):
        super().__init__(accessor="deadline_at", order_by="deadline_at", **kwargs)

    def render(self, record):
        return render_to_string("customers/complaint_clock/_clock.html", {"clock": clock_of(record, timezone.now())})

    def export_value(self, value, record):
        return clock_of(record, timezone.now()).words


class ComplaintTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", order_by="customer__sort_key")
    clock = ClockColumn(verbose_name=_("clock"))
    severity = ShortColumn()
    content = Column(width=36, phone=False)
    product = Column(accessor="product_label", order_by="product_name", verbose_name=_("product"), phone=False)
    channel = Column(shown=False, phone=False)
    received_at = DateColumn(kind="datetime", phone=False)
    deadline_at = DateColumn(kind="datetime", shown=False, phone=False)
    handled_at = DateColumn(kind="datetime", shown=False, phone=False)
    sla_state = Column(shown=False, phone=False)
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"))
    escalated_to = PersonColumn(phone=False)
    cause = Column(shown=False, phone=False)
    reopened = Column(shown=False, phone=False)

    class Meta(BaseTable.Meta):
        model = Complaint
        fields = (
            "number",
            "status",
            "customer",
            "clock",
            "severity",
            "content",
            "product",
            "owner",
            "escalated_to",
            "received_at",
            "channel",
            "deadline_at",
            "handled_at",
            "sla_state",
            "cause",
            "reopened",
        )

    def render_severity(self, record):
        return severity_tag(record)

    def value_severity(self, record):
        return record.get_severity_display()


class InvestigationTable(LineTable):
    question = Column(verbose_name=_("question"), phone=False)
    asked_at = DateColumn(verbose_name=_("asked at"), kind="datetime", phone=False)
    found_by = PersonColumn(verbose_name=_("found by"))
    found_at = DateColumn(verbose_name=_("found at"), kind="datetime", phone=False)

    class Meta(LineTable.Meta):
        model = Investigation
        fields = ("department", "question", "asked_at", "finding", "found_by", "found_at")


class NoteTable(LineTable):
    to_customer = BooleanColumn(verbose_name=_("reported to the customer"))
    by = PersonColumn(verbose_name=_("by"), phone=False)

    class Meta(LineTable.Meta):
        model = ComplaintNote
        fields = ("at", "text", "to_customer", "by")


class CorrectiveActionTable(LineTable):
    who = Column(empty_values=(), verbose_name=_("responsible"))
    due_on = DateColumn(verbose_name=_("due on"))
    done_at = DateColumn(verbose_name=_("done at"), kind="datetime", phone=False)

    class Meta(LineTable.Meta):
        model = CorrectiveAction
        fields = ("measure", "who", "due_on", "done_at", "result")

    def render_who(self, record):
        return " / ".join(filter(None, [record.get_department_display(), str(record.person or "")]))

    def render_due_on(self, record, value):
        return value if record.done_at else format_html("{} {}", value, due_tag(value))
