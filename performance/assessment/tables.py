from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.assessment.models import Assessment, AssessmentPeriod
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn


class AssessmentTable(BaseTable):
    number = DocumentLinkColumn(phone=False)
    person = PersonColumn()
    unit = Column(accessor="person__unit", verbose_name=_("department"), phone=False)
    period = Column(order_by=("period__first", "period__kind"))
    score = Column(kind="quantity", phone=False)
    points_off = Column(kind="quantity", phone=False)
    result = Column(kind="quantity")
    scored_by = PersonColumn(phone=False)
    confirmed_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = Assessment
        fields = (
            "number",
            "person",
            "period",
            "status",
            "unit",
            "score",
            "points_off",
            "result",
            "scored_by",
            "confirmed_by",
            "confirmed_at",
        )


class PeriodTable(BaseTable):
    """Periods with how many of their assessments stand where; each opens its list."""

    period = Column(accessor="pk", order_by=("first", "kind"), verbose_name=_("period"))
    last = DateColumn(phone=False)
    all = Column(kind="int", verbose_name=pgettext_lazy("assessment", "assessments"), orderable=False)
    scoring = Column(kind="int", verbose_name=pgettext_lazy("assessment", "To be scored"), orderable=False)
    reviewed = Column(kind="int", verbose_name=pgettext_lazy("assessment", "Scored"), orderable=False)
    confirmed = Column(kind="int", verbose_name=pgettext_lazy("assessment", "Confirmed"), orderable=False)

    class Meta(BaseTable.Meta):
        model = AssessmentPeriod
        fields = ("period", "kind", "first", "last", "all", "scoring", "reviewed", "confirmed")

    def value_period(self, record):
        return str(record)

    def render_period(self, record):
        return format_html('<a href="{}?period={}">{}</a>', reverse("assessment-list"), f"{record.pk:d}", record)
