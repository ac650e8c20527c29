"""Tables of plan release, production, inspection and delivery."""

from django.utils.translation import gettext_lazy as _

from orders.models import DeliveryNote, DeliveryNoteLine, Inspection, PlanRelease, PlanReleaseLine, Production
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    OverdueDaysColumn,
    PersonColumn,
    QuantityColumn,
)


class PlanReleaseTable(BaseTable):
    number = DocumentLinkColumn()
    order = Column(accessor="order__number", verbose_name=_("order"))
    customer = Column(accessor="order__customer__name", verbose_name=_("customer"))
    released_by = PersonColumn(phone=False)
    form_due_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = PlanRelease
        fields = (
            "number", "status", "kind", "order", "customer", "revision", "verbal_notice_at", "form_due_at",
            "released_at", "released_by",
        )  # fmt: skip


class PlanLineTable(LineTable):
    product = Column(accessor="order_line__product", verbose_name=_("product"))
    unit = Column(accessor="order_line__unit", verbose_name=_("unit of quantity"))

    class Meta(LineTable.Meta):
        model = PlanReleaseLine
        fields = ("product", "state", "quantity", "unit", "due_date", "quality_requirement", "technical_file")


class ProductionTable(BaseTable):
    number = DocumentLinkColumn()
    product = Column(accessor="order_line__product", verbose_name=_("product"))
    order = Column(accessor="order__number", verbose_name=_("order"))
    customer = Column(accessor="order__customer__name", verbose_name=_("customer"), phone=False)
    quantity_done = QuantityColumn()
    planned_date = OverdueDaysColumn(running=("planned", "in_production", "rework"))

    class Meta(BaseTable.Meta):
        model = Production
        fields = (
            "number", "status", "product", "order", "customer", "quantity", "quantity_done", "planned_date",
            "started_at", "completed_at",
        )  # fmt: skip


class InspectionTable(BaseTable):
    number = DocumentLinkColumn()
    product = Column(accessor="production__order_line__product", verbose_name=_("product"))
    order = Column(accessor="order__number", verbose_name=_("order"))
    inspected_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = Inspection
        fields = ("number", "status", "product", "order", "quantity", "quantity_passed", "inspected_by", "inspected_at")


class DeliveryTable(BaseTable):
    sorted_by = ("number", "status", "planned_date")

    number = DocumentLinkColumn()
    order = Column(accessor="order__number", verbose_name=_("order"))
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    formalities_due_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = DeliveryNote
        fields = (
            "number", "status", "customer", "order", "kind", "planned_date", "delivered_at", "formalities_due_at",
            "signed_at", "receiver",
        )  # fmt: skip


class DeliveryLineTable(LineTable):
    product = Column(accessor="product__name", verbose_name=_("product"))
    code = Column(accessor="product__code", verbose_name=_("code"), phone=False)
    unit = Column(accessor="order_line__unit", verbose_name=_("unit of quantity"))
    price = MoneyColumn()

    class Meta(LineTable.Meta):
        model = DeliveryNoteLine
        fields = ("code", "product", "quantity", "unit", "accepted_quantity", "price", "batch", "packages", "remark")
