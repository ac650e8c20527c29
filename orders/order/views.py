"""Pages of orders."""

from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from orders.account.price_blind import PriceBlindMixin, named
from orders.demand.forms import CommentForm
from orders.order.closing import gaps_of
from orders.order.confirmation import submit_order
from orders.order.entry import copy_order, create_order, discard_order, update_order
from orders.order.filters import OrderFilters
from orders.order.forms import OrderForm, OrderLines
from orders.order.handover import handovers_of
from orders.order.models import Order, OrderLine
from orders.order.papers import order_paper
from orders.order.permissions import (
    can_copy_order,
    can_create_change,
    can_edit_order,
    can_print_prices,
)
from orders.order.progress import lines_with_products
from orders.order.tables import OrderLineTable, OrderTable
from orders.supply.views import held_supply_context, hold_context
from salesmgmt.core import calendar
from salesmgmt.core.money import rmb_in_words
from salesmgmt.core.permissions import may_at_all, sees_prices
from salesmgmt.core.state import require
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset
from salesmgmt.core.web.reach import on_the_map, person_and_phone


class OrderList(ListPage):
    model = Order
    table_class = OrderTable
    filterset_class = OrderFilters
    create_url = "order-create"
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("Drafts"), f"status={Order.Status.DRAFT}"),
        Preset(gettext_lazy("To be confirmed"), f"status={Order.Status.SUBMITTED}"),
        Preset(gettext_lazy("To be planned"), f"status={Order.Status.CONFIRMED}"),
        Preset(
            gettext_lazy("Under way"),
            f"status={Order.Status.PLANNED}&status={Order.Status.IN_PRODUCTION}&status={Order.Status.READY}&status={Order.Status.PARTLY_DELIVERED}",
        ),
        Preset(gettext_lazy("On hold"), "on_hold=true"),
        Preset(gettext_lazy("New plan revision due"), "plan_revision_due=true"),
    )
    empty_title = gettext_lazy("No orders yet")
    empty_text = gettext_lazy("An accepted demand notice becomes an order; samples are entered here.")

    @classmethod
    def base_queryset(cls, user):
        rows = super().base_queryset(user).select_related("customer__owner", "contract")
        lines = OrderLine.objects.filter(order=OuterRef("pk"), due_date__isnull=False).order_by("due_date")
        return rows.annotate(first_due=Subquery(lines.values("due_date")[:1]))


def edit_address(made, order):
    return reverse("order-edit", args=[made.pk])


def why_no_change(user, order):
    """Where people look for "edit" on a confirmed order."""
    if order.status in order.CHANGEABLE and can_edit_order(user, order):
        return _("A confirmed order is changed or cancelled by an order change.")
    return ""


class OrderDetail(PriceBlindMixin, DetailPage):
    model = Order
    template_name = "orders/order/detail.html"
    related = ("customer__owner", "contract", "demand", "contact", "created_by", "confirmed_by")
    lines_title = gettext_lazy("Lines")
    pdf_links = (
        (gettext_lazy("Order (PDF)"), "order-pdf", can_print_prices),
        (gettext_lazy("Without prices (PDF)"), "order-pdf-plain", lambda user, order: True),
    )
    actions = (
        Action(
            "submit",
            gettext_lazy("Submit for confirmation"),
            can_edit_order,
            submit_order,
            form=CommentForm,
            to=Order.Status.SUBMITTED,
            style="primary",
            icon="send",
            why_not=why_no_change,
            order=10,
        ),
        Action(
            "copy",
            gettext_lazy("Copy"),
            can_copy_order,
            copy_order,
            icon="copy",
            goto=edit_address,
            beside_round=True,
            success=gettext_lazy("Copied. The copy passes every check again."),
        ),
        Action(
            "discard",
            gettext_lazy("Throw the draft away"),
            lambda user, order: order.status == Order.Status.DRAFT and can_edit_order(user, order),
            discard_order,
            form=ReasonForm,
            icon="trash",
        ),
    )

    def title(self, obj):
        return f"{obj.number} {obj.customer}"

    def facts(self, obj):
        user = self.request.user
        return [
            Fact(_("Customer"), named(obj.customer, user)),
            Fact(_("Kind"), obj.get_kind_display()),
            Fact(_("Contract"), named(obj.contract, user)),
            Fact(_("Demand notice"), named(obj.demand, user)),
            Fact(_("Amount"), obj.amount),
            Fact(_("Order date"), obj.order_date),
            Fact(_("Delivery place"), on_the_map(obj.delivery_place) or "—"),
            Fact(_("Contact"), person_and_phone(obj.contact.name, obj.contact.phone) if obj.contact else "—"),
            Fact(_("Customer's order no."), obj.customer_reference or "—"),
            Fact(_("Revision"), obj.revision),
            Fact(_("Confirmed by"), obj.confirmed_by or "—", note=_moment(obj.confirmed_at)),
            Fact(_("Responsible rep"), obj.customer.owner or "—"),
            *([Fact(_("At risk since"), obj.at_risk_since, note=_("material is late"))] if obj.at_risk_since else []),
            *([Fact(_("Remark"), obj.remark, wide=True)] if obj.remark else []),
        ]

    def lines(self, obj):
        rows = lines_with_products(obj)
        hidden = [] if any(row.delivery_place for row in rows) else ["place"]
        hidden += [] if any(row.error_flag for row in rows) else ["error_flag"]  # ORD-10
        return OrderLineTable(rows, user=self.request.user, exclude=hidden)

    def extra_context(self, obj):
        user = self.request.user
        changes = obj.changes.all()[:10] if may_at_all(user, "order_change", "R") else []
        change_address = ""
        if obj.status in obj.CHANGEABLE and can_create_change(user, obj):
            change_address = f"{reverse('order-change-create')}?order={obj.pk}"
        return {
            "gaps": gaps_of(obj) if obj.status == Order.Status.ACCEPTED else [],
            "words": rmb_in_words(obj.amount) if sees_prices(user) else "",
            "handovers": handovers_of(obj),
            "changes": changes,
            "change_address": change_address,
            **held_supply_context(obj, user, hold_context(obj) if obj.status == Order.Status.SUBMITTED else {}),
        }


def _moment(moment):
    return moment.astimezone(calendar.SHANGHAI).strftime("%Y-%m-%d %H:%M") if moment else ""


class OrderCreate(CreatePage):
    model = Order
    form_class = OrderForm
    line_formset = OrderLines
    create = create_order
    help_text = gettext_lazy(
        "Goods under contract are called for by a demand notice as a rule; an order entered here passes supply control "
        "when it is confirmed. A sporadic order needs a demand notice."
    )

    def get_initial(self):
        return {"order_date": calendar.today(), **super().get_initial()}


class OrderEdit(EditPage):
    model = Order
    form_class = OrderForm
    line_formset = OrderLines
    update = update_order


@require_GET
def order_pdf(request, pk):
    """The order with prices; the warehouse and production see none, on no paper."""
    order = get_object_or_404(OrderDetail.queryset(request.user), pk=pk)
    require(can_print_prices(request.user, order))
    return pdf_response(order_paper(order, prices=True), f"{order}.pdf")


@require_GET
def order_pdf_plain(request, pk):
    order = get_object_or_404(OrderDetail.queryset(request.user), pk=pk)
    return pdf_response(order_paper(order, prices=False), f"{order}-R{order.revision}.pdf")
