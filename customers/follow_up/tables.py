from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from customers.customer.columns import GradeColumn, ShortColumn
from customers.customer.models import Customer
from customers.follow_up.models import FollowUpCall
from customers.visit.tables import TONES
from salesmgmt.core.calendar import SHANGHAI, today
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn, QuantityColumn


class FollowUpTable(BaseTable):
    customer = DocumentLinkColumn(
        accessor="customer__name", verbose_name=_("customer"), linkify=lambda record: record.get_absolute_url()
    )
    number = ShortColumn(phone=False)
    called_at = DateColumn(kind="datetime")
    product_name = Column(phone=False)
    issues = Column(phone=False, width=40)
    created_by = PersonColumn(verbose_name=_("called by"))

    class Meta(BaseTable.Meta):
        model = FollowUpCall
        fields = (
            "customer",
            "number",
            "called_at",
            "satisfaction",
            "product_name",
            "way",
            "issues",
            "needs_action",
            "created_by",
        )

    satisfaction = Column()

    def render_satisfaction(self, record):
        return satisfaction_tag(record)


def satisfaction_tag(call):
    return format_html('<span class="tag tag-{}">{}</span>', TONES[call.satisfaction], call.get_satisfaction_display())


class DormantTable(BaseTable):
    name = DocumentLinkColumn()
    number = ShortColumn(phone=False)
    owner = PersonColumn(verbose_name=_("responsible rep"))
    grade = GradeColumn(phone=False)
    last_activity = DateColumn(kind="datetime", verbose_name=_("last activity"))
    silent = QuantityColumn(
        kind="int", verbose_name=_("days without activity"), accessor="last_activity", order_by="-last_activity"
    )

    class Meta(BaseTable.Meta):
        model = Customer
        fields = ("name", "number", "status", "owner", "region", "grade", "last_activity", "silent")

    def render_silent(self, value):
        return str(days_since(value))

    def value_silent(self, value, record):
        return days_since(value) if value else None


def days_since(moment):
    return (today() - moment.astimezone(SHANGHAI).date()).days
