"""Pages of the demand for traded goods."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.order.views import OrderDetail
from orders.traded_demand import following
from orders.traded_demand.filters import TradedDemandFilters
from orders.traded_demand.forms import ArrivedForm, OrderedForm, PriceForm, ProblemForm
from orders.traded_demand.models import TradedDemand
from orders.traded_demand.permissions import can_follow_traded, can_price_traded
from orders.traded_demand.tables import TradedDemandTable
from salesmgmt.core.templatetags.salesmgmt import quantity
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.form_classes import ReasonForm
from salesmgmt.core.web.lists import ListPage, Preset, TabList

Status = TradedDemand.Status
ROWS = ("order__customer", "order_line__product")


class TradedDemandList(ListPage):
    model = TradedDemand
    table_class = TradedDemandTable
    filterset_class = TradedDemandFilters
    presets = (
        Preset(_("All"), ""),
        Preset(pgettext_lazy("traded demand", "Problem"), f"status={Status.PROBLEM}"),
        Preset(_("Mine"), "order__customer__owner=me"),
    )
    empty_text = _("A confirmed order reports its lines of traded goods by itself.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related(*ROWS)


class TradedDemandTab(TabList):
    model = TradedDemand
    key = "order-traded-demands"
    table_class = TradedDemandTable
    matrix_key = "traded_demand"
    parent = OrderDetail
    parent_field = "order"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related(*ROWS)


class TradedDemandDetail(DetailPage):
    model = TradedDemand
    related = ("order__customer__owner", "order_line__product", "created_by")
    actions = (
        Action(
            "price",
            pgettext_lazy("traded demand", "Priced"),
            lambda user, demand: demand.status == Status.REPORTED and can_price_traded(user, demand),
            following.price_traded,
            form=PriceForm,
            icon="currency-yuan",
            style="primary",
        ),
        Action(
            "order",
            _("Record the purchase order"),
            lambda user, demand: demand.status == Status.PRICED and can_follow_traded(user, demand),
            following.order_traded,
            form=OrderedForm,
            icon="shopping-cart",
            style="primary",
        ),
        Action(
            "arrived",
            _("Record the arrival"),
            can_follow_traded,
            following.receive_traded,
            form=ArrivedForm,
            to=Status.ARRIVED,
            icon="package-import",
            style="primary",
        ),
        Action(
            "solve",
            _("Problem solved"),
            lambda user, demand: demand.status == Status.PROBLEM and can_follow_traded(user, demand),
            following.solve_problem,
            form=ReasonForm,
            icon="checks",
            style="primary",
        ),
        Action(
            "problem",
            _("Report a problem"),
            can_follow_traded,
            following.report_problem,
            form=ProblemForm,
            to=Status.PROBLEM,
            icon="alert-triangle",
            style="danger",
        ),
    )

    def title(self, obj):
        return f"{obj.number} {obj.order_line.product.name}"

    def facts(self, obj):
        return [
            (_("Product"), obj.order_line.product),
            (_("Quantity"), f"{quantity(obj.order_line.quantity)} {obj.order_line.unit}"),
            (_("Order"), obj.order),
            (_("Customer"), obj.order.customer),
            (_("Due date"), obj.order_line.due_date),
            (_("Supplier"), obj.supplier),
            (pgettext_lazy("traded demand", "Price of the trading branch"), obj.price),
            (_("Expected on"), obj.expected_on),
            (pgettext_lazy("traded demand", "Arrived on"), obj.arrived_on),
            *([Fact(_("Problem"), obj.problem, wide=True)] if obj.problem else []),
        ]
