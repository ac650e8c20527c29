"""The worklist of a quarter as rows."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from customers.customer.columns import GradeColumn, ShortColumn, grade_tag
from customers.customer.models import Customer
from customers.evaluation.states import CustomerEvaluationStatus
from customers.re_evaluation.quarter import DONE, DRAFT, IN_APPROVAL, NOT_BEGUN, STATES
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn

STATE_TONES = {NOT_BEGUN: "neutral", DRAFT: "warn", IN_APPROVAL: "info", DONE: "good"}


class RoundTable(BaseTable):
    """One row a customer: what is in force, how far the report of the quarter is, what it would change."""

    name = DocumentLinkColumn(order_by="sort_key", verbose_name=_("customer"))
    round_state = Column(verbose_name=_("state"))
    grade = GradeColumn(verbose_name=_("grade in force"))
    last_total = ShortColumn(verbose_name=_("points"), phone=False)
    last_on = DateColumn(verbose_name=_("evaluated on"))
    becomes = Column(accessor="open_grade", verbose_name=_("new report"), empty_values=(), order_by="open_total")
    owner = PersonColumn(verbose_name=_("responsible rep"))
    report = Column(accessor="pk", verbose_name="", orderable=False, export=False)

    def render_round_state(self, value):
        return format_html('<span class="tag tag-{}">{}</span>', STATE_TONES[value], STATES[value])

    def value_round_state(self, value):
        return str(STATES[value])

    def render_becomes(self, record):
        if record.open_total is None:
            return "—"
        return format_html("{} {}", record.open_total, grade_tag(record.open_grade))

    def value_becomes(self, record):
        return f"{record.open_total} {record.open_grade}" if record.open_total is not None else ""

    def render_report(self, record):
        """The report under way; without one the report in force."""
        mine = self.user is not None and record.owner_id in self.user.acting_ids
        if mine and record.round_state == DRAFT and record.open_status == CustomerEvaluationStatus.DRAFT:
            address = f"{reverse('evaluation-edit', args=[record.open_pk])}?round=1"
            return format_html('<a class="btn btn-sm" href="{}">{}</a>', address, _("Change"))
        pk = record.open_pk if record.round_state in (DRAFT, IN_APPROVAL) else record.last_pk
        return format_html('<a href="{}">{}</a>', reverse("evaluation-detail", args=[pk]), _("Report")) if pk else ""

    class Meta(BaseTable.Meta):
        model = Customer
        fields = ("name", "round_state", "grade", "last_total", "last_on", "becomes", "owner", "report")
