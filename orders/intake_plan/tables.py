from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.intake_plan.models import IntakePlan, IntakePlanLine
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, LineTable, PersonColumn, StatusColumn


class MonthColumn(Column):
    def render(self, value):
        return f"{value:%Y-%m}"


class IntakePlanTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    month = MonthColumn()
    contract = Column(accessor="contract__number", verbose_name=_("contract"), phone=False)
    created_by = PersonColumn(verbose_name=pgettext_lazy("intake plan", "reported by"))

    class Meta(BaseTable.Meta):
        model = IntakePlan
        fields = ("number", "status", "month", "customer", "contract", "created_by", "created_at")


class IntakeMonthTable(BaseTable):
    """One row a product, as the planner adds them up."""

    plan = DocumentLinkColumn(
        accessor="plan__number", verbose_name=_("number"), linkify=lambda record: record.plan.get_absolute_url()
    )
    status = StatusColumn(accessor="plan__status", verbose_name=_("status"))
    month = MonthColumn(accessor="plan__month", verbose_name=_("month"), phone=False)
    customer = Column(accessor="plan__customer__name", verbose_name=_("customer"))
    product = Column()
    unit = Column(accessor="product__unit", verbose_name=_("unit of quantity"))
    created_by = PersonColumn(
        accessor="plan__created_by", verbose_name=pgettext_lazy("intake plan", "reported by"), phone=False
    )

    class Meta(BaseTable.Meta):
        model = IntakePlanLine
        fields = ("plan", "status", "month", "customer", "product", "quantity", "unit", "due_date", "created_by")

    def render_status(self, record):
        return record.plan.get_status_display()


class IntakePlanLineTable(LineTable):
    unit = Column(accessor="product__unit", verbose_name=_("unit of quantity"))

    class Meta(LineTable.Meta):
        model = IntakePlanLine
        fields = ("product", "quantity", "unit", "due_date")
