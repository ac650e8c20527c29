from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.intake_plan.tables import MonthColumn
from orders.task_plan.models import TaskPlan, TaskPlanLine
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, LineTable, PersonColumn


class TaskPlanTable(BaseTable):
    number = DocumentLinkColumn()
    month = MonthColumn()
    created_by = PersonColumn(phone=False)
    agreed_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = TaskPlan
        fields = ("number", "status", "month", "kind", "created_by", "agreed_by", "issued_at")


class TaskPlanLineTable(LineTable):
    intake = Column(accessor="intake_line__plan__number", verbose_name=gettext_lazy("order-intake plan"))
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    unit = Column(accessor="product__unit", verbose_name=gettext_lazy("unit of quantity"))
    completion_date = DateColumn()

    class Meta(LineTable.Meta):
        model = TaskPlanLine
        fields = ("product", "customer", "quantity", "unit", "due_date", "completion_date", "intake", "remark")

    def render_completion_date(self, value, record):
        if record.due_date and value > record.due_date:
            late = _("after the due date")
            return format_html('{} <span class="tag tag-warn">{}</span>', f"{value:%Y-%m-%d}", late)
        return f"{value:%Y-%m-%d}"
