from django.utils.translation import gettext_lazy as _

from orders.plan.models import PlanRelease, PlanReleaseLine
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, LineTable, PersonColumn


class PlanReleaseTable(BaseTable):
    number = DocumentLinkColumn()
    order = Column(accessor="order__number", verbose_name=_("order"))
    customer = Column(accessor="order__customer__name", verbose_name=_("customer"))
    released_by = PersonColumn(phone=False)
    form_due_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = PlanRelease
        fields = (
            "number",
            "status",
            "kind",
            "order",
            "customer",
            "revision",
            "verbal_notice_at",
            "form_due_at",
            "released_at",
            "released_by",
        )


class PlanLineTable(LineTable):
    product = Column(accessor="order_line__product", verbose_name=_("product"))
    unit = Column(accessor="order_line__unit", verbose_name=_("unit of quantity"))

    class Meta(LineTable.Meta):
        model = PlanReleaseLine
        fields = ("product", "state", "quantity", "unit", "due_date", "quality_requirement", "technical_file")
