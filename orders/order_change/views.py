"""Pages of order changes."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from orders.account.price_blind import PriceBlindMixin
from orders.demand.forms import CommentForm
from orders.order.handover import handovers_of
from orders.order_change.amended import submit_change, take_back_change
from orders.order_change.entry import create_change, lines_of, update_change
from orders.order_change.execution import (
    can_close_change,
    close_change,
    execute_change,
    explain_change,
    open_acknowledgements,
)
from orders.order_change.filters import OrderChangeFilters
from orders.order_change.forms import (
    AlternativeForm,
    AskForm,
    ExplanationForm,
    ImpactForm,
    OrderChangeForm,
    OrderChangeLines,
)
from orders.order_change.models import OrderChange
from orders.order_change.papers import change_paper
from orders.order_change.permissions import can_carry_out_change, can_edit_change
from orders.order_change.review import ask_departments, assess_impacts, is_reviewing
from orders.order_change.states import OrderChangeStatus
from orders.order_change.tables import OrderChangeTable
from orders.order_change.words import differences_of
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset


class OrderChangeList(ListPage):
    model = OrderChange
    table_class = OrderChangeTable
    filterset_class = OrderChangeFilters
    create_url = "order-change-create"
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(
            gettext_lazy("In review"),
            f"status={OrderChange.Status.SUBMITTED}&status={OrderChange.Status.UNDER_REVIEW}&status={OrderChange.Status.JOINT_REVIEW}",
        ),
        Preset(gettext_lazy("Waiting for an amendment"), f"status={OrderChange.Status.NEEDS_AMENDMENT}"),
        Preset(gettext_lazy("To be passed on"), f"status={OrderChange.Status.APPROVED}"),
        Preset(gettext_lazy("To be explained"), f"status={OrderChange.Status.REJECTED}"),
    )
    empty_title = gettext_lazy("No order changes yet")
    empty_text = gettext_lazy("Open a confirmed order and ask for a change.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("order__customer__owner")


def why_not_closed(user, change):
    """Who has not taken note yet."""
    if change.status != OrderChange.Status.EXECUTED:
        return ""
    waiting = open_acknowledgements(change)
    if not waiting:
        return ""
    return _("Not yet acknowledged by: %(departments)s.") % {
        "departments": "、".join(notice.get_role_display() for notice in waiting)
    }


class OrderChangeDetail(PriceBlindMixin, DetailPage):
    model = OrderChange
    template_name = "orders/order_change/detail.html"
    related = ("order__customer__owner", "created_by", "assessed_by", "amendment__contract__customer__owner")
    pdf_links = ((gettext_lazy("Order change request (PDF)"), "order-change-pdf", lambda user, change: True),)
    actions = (
        Action(
            "submit",
            gettext_lazy("Submit"),
            can_edit_change,
            submit_change,
            form=CommentForm,
            to=OrderChange.Status.SUBMITTED,
            style="primary",
            icon="send",
        ),
        Action(
            "assess",
            gettext_lazy("Enter the impact"),
            is_reviewing,
            assess_impacts,
            form=ImpactForm,
            style="primary",
            icon="report-analytics",
            beside_round=True,
            initial=lambda user, change: {name: getattr(change, name) for name in OrderChange.IMPACTS},
        ),
        Action(
            "ask",
            pgettext_lazy("order change", "Ask departments"),
            lambda user, change: change.status == OrderChange.Status.UNDER_REVIEW and is_reviewing(user, change),
            ask_departments,
            form=AskForm,
            style="warning",
            icon="users",
            beside_round=True,
            help_text=gettext_lazy("They answer side by side; you decide when all have answered."),
        ),
        Action(
            "execute",
            gettext_lazy("Pass on and execute"),
            can_carry_out_change,
            execute_change,
            to=OrderChange.Status.EXECUTED,
            style="primary",
            icon="player-play",
            confirm=gettext_lazy("The order gets its new content now, and the departments are told."),
        ),
        Action(
            "take-back",
            gettext_lazy("Take back"),
            lambda user, change: change.status == OrderChangeStatus.NEEDS_AMENDMENT and can_edit_change(user, change),
            take_back_change,
            icon="arrow-back-up",
        ),
        Action(
            "explain",
            gettext_lazy("Explained to the customer"),
            can_edit_change,
            explain_change,
            form=ExplanationForm,
            to=OrderChange.Status.EXPLAINED,
            style="primary",
            icon="message-2",
        ),
        Action(
            "close",
            gettext_lazy("Close"),
            can_close_change,
            close_change,
            form=AlternativeForm,
            to=OrderChange.Status.CLOSED,
            style="success",
            icon="check",
            why_not=why_not_closed,
        ),
    )

    def title(self, obj):
        return f"{obj.number} {obj.order}"

    def facts(self, obj):
        return [
            Fact(_("Order"), obj.order, note=str(obj.order.customer)),
            Fact(_("Kind"), obj.get_kind_display()),
            Fact(_("Order status"), obj.order.get_status_display()),
            Fact(_("Corrects our own mistake"), obj.is_own_fault),
            *(
                [Fact(_("Contract amendment"), obj.amendment, note=obj.amendment.get_status_display())]
                if obj.amendment_id
                else []
            ),
            Fact(_("Change content"), obj.content or "—", wide=True),
            Fact(_("Reason"), obj.reason or "—", wide=True),
            Fact(_("Expected impact"), obj.expected_impact or "—", wide=True),
        ]

    def fact_groups(self, obj):
        groups = []
        if obj.assessed_by_id:
            impact = [
                Fact(_("Production"), obj.impact_production, wide=True),
                Fact(_("Delivery"), obj.impact_delivery, wide=True),
                Fact(_("Cost"), obj.impact_cost, wide=True),
                Fact(_("Assessed by"), obj.assessed_by),
                Fact(_("Assessed at"), obj.assessed_at),
            ]
            groups.append((_("Impact assessment"), impact))
        if obj.explained_at:
            told = [
                Fact(_("How it was explained"), obj.explanation, wide=True),
                Fact(_("Explained at"), obj.explained_at),
                Fact(_("Agreed alternative"), obj.agreed_alternative or "—", wide=True),
            ]
            groups.append((_("Explanation to the customer"), told))
        return groups

    def extra_context(self, obj):
        lines = lines_of(obj)
        return {
            "change_lines": differences_of(obj, lines, prices=sees_prices(self.request.user)),
            "handovers": handovers_of(obj),
        }


class OrderChangeCreate(CreatePage):
    model = OrderChange
    form_class = OrderChangeForm
    line_formset = OrderChangeLines
    create = create_change
    help_text = gettext_lazy("Leave empty what stays as it is. A cancellation needs no lines.")


class OrderChangeEdit(EditPage):
    model = OrderChange
    form_class = OrderChangeForm
    line_formset = OrderChangeLines
    update = update_change


@require_GET
def order_change_pdf(request, pk):
    change = get_object_or_404(OrderChangeDetail.queryset(request.user), pk=pk)
    return pdf_response(change_paper(change, prices=sees_prices(request.user)), f"{change}.pdf")
