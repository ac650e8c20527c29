"""Pages of the purchase needs."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.order.views import OrderDetail
from orders.purchase_need import following
from orders.purchase_need.filters import PurchaseNeedFilters
from orders.purchase_need.forms import ArrivedForm, OrderedForm, PurchaseNeedForm
from orders.purchase_need.models import PurchaseNeed
from orders.purchase_need.permissions import can_edit_need, can_follow_need
from orders.purchase_need.tables import PurchaseNeedTable
from salesmgmt.core.templatetags.salesmgmt import quantity
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.form_classes import ReasonForm
from salesmgmt.core.web.forms import EditPage
from salesmgmt.core.web.lists import ListPage, Preset, TabList

Status = PurchaseNeed.Status


class PurchaseNeedList(ListPage):
    model = PurchaseNeed
    table_class = PurchaseNeedTable
    filterset_class = PurchaseNeedFilters
    edit_fields = ("supplier", "need_date")
    presets = (
        Preset(_("All"), ""),
        Preset(pgettext_lazy("purchase need", "To be ordered"), f"status={Status.OPEN}"),
        Preset(pgettext_lazy("purchase need", "Late"), "late=true"),
    )
    empty_text = _("Purchasing enters what an order needs on the page of the order.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("order__customer")


class PurchaseNeedTab(TabList):
    model = PurchaseNeed
    key = "order-purchase-needs"
    table_class = PurchaseNeedTable
    matrix_key = "purchase_need"
    parent = OrderDetail
    parent_field = "order"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("order__customer")


class PurchaseNeedDetail(DetailPage):
    model = PurchaseNeed
    related = ("order__customer__owner", "created_by")
    actions = (
        Action(
            "order",
            _("Record the purchase order"),
            can_follow_need,
            following.order_need,
            form=OrderedForm,
            to=Status.ORDERED,
            icon="shopping-cart",
            style="primary",
            initial=lambda user, need: {"supplier": need.supplier, "expected_on": need.need_date},
        ),
        Action(
            "arrived",
            _("Record the arrival"),
            can_follow_need,
            following.receive_need,
            form=ArrivedForm,
            to=Status.ARRIVED,
            icon="package-import",
            style="primary",
        ),
        Action(
            "cancel",
            pgettext_lazy("purchase need", "Not needed"),
            can_follow_need,
            following.cancel_need,
            form=ReasonForm,
            to=Status.CANCELLED,
            icon="ban",
        ),
    )

    def title(self, obj):
        return f"{obj.number} {obj.item}"

    def facts(self, obj):
        late = _("late: the order is at risk") if obj.late else ""
        return [
            (_("Order"), obj.order),
            (_("Customer"), obj.order.customer),
            (_("Material or part"), obj.item),
            (_("Quantity"), f"{quantity(obj.quantity)} {obj.unit}"),
            Fact(pgettext_lazy("purchase need", "Needed by"), obj.need_date, note=late),
            (_("Supplier"), obj.supplier),
            (pgettext_lazy("purchase need", "Ordered on"), obj.ordered_on),
            (_("Expected on"), obj.expected_on),
            (pgettext_lazy("purchase need", "Arrived on"), obj.arrived_on),
            *([Fact(_("Remark"), obj.remark, wide=True)] if obj.remark else []),
        ]


class PurchaseNeedEdit(EditPage):
    model = PurchaseNeed
    form_class = PurchaseNeedForm
    update = following.update_need
    may_edit = can_edit_need
