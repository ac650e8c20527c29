"""Pages of demand notices."""

from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from orders.account.price_blind import PriceBlindMixin, named
from orders.demand.decision import can_refer_demand, check_again, refer_demand, submit_demand
from orders.demand.entry import (
    confirm_checks,
    create_demand,
    missing_evidence_of,
    price_problems_of,
    reopen_demand,
    update_demand,
)
from orders.demand.filters import DemandFilters
from orders.demand.forms import CheckForm, CommentForm, DemandForm, DemandLines
from orders.demand.models import DemandLine, DemandNotice
from orders.demand.papers import demand_paper
from orders.demand.permissions import can_check_again, can_edit_demand
from orders.demand.tables import DemandLineTable, DemandTable
from orders.supply.views import held_supply_context, hold_context
from salesmgmt.core import calendar
from salesmgmt.core.money import rmb_in_words
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset


class DemandList(ListPage):
    model = DemandNotice
    table_class = DemandTable
    filterset_class = DemandFilters
    create_url = "demand-create"
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("To check"), f"status={DemandNotice.Status.RECEIVED}&status={DemandNotice.Status.CHECKED}"),
        Preset(gettext_lazy("With the head of sales"), f"status={DemandNotice.Status.HEAD_REVIEW}"),
        Preset(gettext_lazy("Supply on hold"), f"status={DemandNotice.Status.GM_EXCEPTION}"),
        Preset(pgettext_lazy("demand notice", "Accepted"), f"status={DemandNotice.Status.ACCEPTED}"),
    )
    empty_title = gettext_lazy("No demand notices yet")
    empty_text = gettext_lazy("Enter the customer's fax, e-mail or telephone call with what he wants and when.")

    @classmethod
    def base_queryset(cls, user):
        rows = super().base_queryset(user).select_related("customer__owner", "contract", "created_by")
        lines = DemandLine.objects.filter(demand=OuterRef("pk")).order_by("due_date")
        return rows.annotate(first_due=Subquery(lines.values("due_date")[:1]))


def why_not_checked(user, demand):
    """Why the notice cannot go on yet: what people look for on this page."""
    if demand.status == DemandNotice.Status.RECEIVED and can_edit_demand(user, demand):
        return missing_evidence_of(demand) or " ".join(price_problems_of(demand))
    return ""


class DemandDetail(PriceBlindMixin, DetailPage):
    model = DemandNotice
    template_name = "orders/demand/detail.html"
    related = ("customer__owner", "contract", "created_by", "checked_by", "order")
    lines_title = gettext_lazy("What the customer wants")
    pdf_links = (
        (gettext_lazy("Demand notice (PDF)"), "demand-pdf", lambda user, demand: sees_prices(user)),
        (gettext_lazy("Without prices (PDF)"), "demand-pdf-plain", lambda user, demand: True),
    )
    actions = (
        Action(
            "check",
            gettext_lazy("Confirm the four checks"),
            can_edit_demand,
            confirm_checks,
            form=CheckForm,
            to=DemandNotice.Status.CHECKED,
            style="primary",
            icon="checks",
            why_not=why_not_checked,
        ),
        Action(
            "submit",
            gettext_lazy("Submit to the head of sales"),
            can_edit_demand,
            submit_demand,
            form=CommentForm,
            to=DemandNotice.Status.HEAD_REVIEW,
            style="primary",
            icon="send",
        ),
        Action(
            "refer",
            gettext_lazy("Refer to the general manager"),
            can_refer_demand,
            refer_demand,
            form=CommentForm,
            to=DemandNotice.Status.GM_EXCEPTION,
            style="warning",
            icon="arrow-up-right",
            beside_round=True,
            help_text=gettext_lazy("Supply is on hold until he has decided; sales is told why."),
        ),
        Action(
            "recheck",
            gettext_lazy("Check supply again"),
            can_check_again,
            check_again,
            style="",
            icon="refresh",
            beside_round=True,
        ),
        Action(
            "reopen",
            gettext_lazy("Correct the notice"),
            can_edit_demand,
            reopen_demand,
            form=CommentForm,
            to=DemandNotice.Status.RECEIVED,
            icon="pencil",
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
            Fact(_("Amount"), obj.amount),
            Fact(_("Received by"), obj.get_channel_display(), note=calendar_text(obj.received_at)),
            Fact(_("Customer's document no."), obj.customer_reference or "—"),
            Fact(_("Delivery place"), obj.delivery_place or "—"),
            Fact(_("Order"), named(getattr(obj, "order", None), user)),
        ]

    def fact_groups(self, obj):
        groups = []
        if obj.caller or obj.call_content:
            record = [
                Fact(_("Caller"), f"{obj.caller} {obj.caller_phone}".strip()),
                Fact(_("Time of the call"), obj.called_at or "—"),
                Fact(_("Content of the call"), obj.call_content, wide=True),
            ]
            groups.append((_("Telephone record"), record))
        if obj.remark:
            groups.append((_("Remark"), [Fact("", obj.remark, wide=True)]))
        return groups

    def lines(self, obj):
        return DemandLineTable(obj.lines.select_related("product"), user=self.request.user)

    def extra_context(self, obj):
        user = self.request.user
        checks = [(name, getattr(obj, name)) for name in DemandNotice.CHECKS]
        words = rmb_in_words(obj.amount) if sees_prices(user) else ""
        hold = hold_context(obj) if obj.is_on_hold else {}
        labels = {field.name: field.verbose_name for field in obj._meta.concrete_fields}
        return {
            "checks": [(labels[name], done) for name, done in checks],
            "words": words,
            **held_supply_context(obj, user, hold),
        }


def calendar_text(moment):
    return moment.astimezone(calendar.SHANGHAI).strftime("%Y-%m-%d %H:%M") if moment else ""


class DemandCreate(CreatePage):
    model = DemandNotice
    form_class = DemandForm
    line_formset = DemandLines
    create = create_demand

    def get_initial(self):
        return {"received_at": calendar.now(), **super().get_initial()}


class DemandEdit(EditPage):
    model = DemandNotice
    form_class = DemandForm
    line_formset = DemandLines
    update = update_demand


@require_GET
def demand_pdf(request, pk):
    demand = get_object_or_404(DemandDetail.queryset(request.user), pk=pk)
    return pdf_response(demand_paper(demand, prices=sees_prices(request.user)), f"{demand}.pdf")


@require_GET
def demand_pdf_plain(request, pk):
    demand = get_object_or_404(DemandDetail.queryset(request.user), pk=pk)
    return pdf_response(demand_paper(demand, prices=False), f"{demand}.pdf")
