from django.utils.translation import pgettext_lazy

from performance.alert.finding import CAUSES, threshold_of, why
from performance.alert.models import Alert, AlertRule
from salesmgmt.core.templatetags.salesmgmt import quantity
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn


class AlertTable(BaseTable):
    number = DocumentLinkColumn()
    subject = Column()
    rule = Column(accessor="rule", order_by=("rule",))
    why = Column(accessor="figures", orderable=False, verbose_name=pgettext_lazy("alert", "why"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=pgettext_lazy("alert", "responsible rep"))
    taken_by = PersonColumn(phone=False)
    opened_on = DateColumn()
    closed_on = DateColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = Alert
        fields = ("number", "status", "rule", "subject", "why", "owner", "opened_on", "taken_by", "closed_on")

    def render_why(self, value, record):
        return why(record)

    value_why = render_why


class AlertTabTable(AlertTable):
    class Meta(AlertTable.Meta):
        fields = ("number", "status", "rule", "why", "opened_on", "taken_by", "closed_on")
        exclude = ("subject", "owner")


class AlertRuleTable(BaseTable):
    cause = DocumentLinkColumn(accessor="cause", linkify=lambda record: record.get_absolute_url())
    threshold = Column(empty_values=(), orderable=False)
    clear_at = Column(orderable=False)
    months = Column(orderable=False)
    cases = Column(orderable=False)

    class Meta(BaseTable.Meta):
        model = AlertRule
        fields = ("cause", "is_active", "threshold", "clear_at", "months", "cases")

    def render_cause(self, record):
        return record.get_cause_display()

    def render_threshold(self, record):
        return self._with_unit(threshold_of(record), record)

    def render_clear_at(self, value, record):
        return self._with_unit(value, record)

    @staticmethod
    def _with_unit(value, record):
        return "—" if value is None else f"{quantity(value)} {CAUSES[record.cause].unit()}".strip()
