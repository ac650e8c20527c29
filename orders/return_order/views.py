"""Pages of returns."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from orders.account.price_blind import NOTHING, PriceBlindMixin
from orders.return_order import entry, on_site
from orders.return_order.evidence import can_ask_quality, category_paper, checklist, has_category_paper, in_preparation
from orders.return_order.filters import ReturnFilters
from orders.return_order.forms import (
    ArriveForm,
    ConfirmListForm,
    CustomerDocumentForm,
    ProposeForm,
    ReasonRecordForm,
    ReturnForm,
    ReturnLines,
    ReturnListForm,
    SendBackForm,
)
from orders.return_order.models import ReturnOrder
from orders.return_order.origin import invoices_of_lines
from orders.return_order.papers import list_paper, permit_paper, reason_paper
from orders.return_order.permissions import (
    can_arrive,
    can_cancel_return,
    can_handle_return,
    can_record_customer_document,
    can_record_reason,
    can_reopen_list,
    can_send_back,
    can_withdraw_permit,
    can_write_list,
    is_blind,
)
from orders.return_order.permit import permits_of, valid_permit, withdraw_permit
from orders.return_order.states import ReturnOutcome
from orders.return_order.tables import ReturnLineTable, ReturnTable
from salesmgmt.core.domain.approvals.submit import submit_of
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.money import rmb_in_words
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.templatetags.salesmgmt import datefmt, quantity
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset
from salesmgmt.core.web.reach import place_and_person

S = ReturnOrder.Status
RELATED = ("customer__owner", "created_by", "cause", "reason_by")


class ReturnList(ListPage):
    model = ReturnOrder
    table_class = ReturnTable
    filterset_class = ReturnFilters
    create_url = "return-create"
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("To go to"), f"status={S.NOTIFIED}"),
        Preset(pgettext_lazy("return", "With quality"), f"status={S.QUALITY_REVIEW}"),
        Preset(gettext_lazy("To be counted"), f"status={S.PERMITTED}&status={S.DISCREPANCY}"),
        Preset(gettext_lazy("To be credited"), f"status={S.RECEIVED}"),
    )
    empty_title = gettext_lazy("No returns here")
    empty_text = gettext_lazy("A return begins with the customer's notice and the time by which he asks us to come.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner", "cause")


def why_not_submitted(user, ret):
    if ret.status != S.IN_TRANSIT_BACK or has_category_paper(ret):
        return ""
    return _("Still missing: %(paper)s. Attach it first.") % {"paper": category_paper(ret)[1]}


class ReturnDetail(PriceBlindMixin, DetailPage):
    model = ReturnOrder
    related = RELATED
    template_name = "orders/return_order/detail.html"
    lines_title = gettext_lazy("Return list")
    pdf_links = (
        (gettext_lazy("Return reason, two copies"), "return-reason-pdf", lambda user, ret: bool(ret.reason_kind)),
        (
            gettext_lazy("Return list"),
            "return-list-pdf",
            lambda user, ret: bool(ret.quantity) and not is_blind(user, ret),
        ),
        (gettext_lazy("Return permit"), "return-permit-pdf", lambda user, ret: bool(permits_of(ret))),
    )
    actions = (
        Action(
            "arrive",
            gettext_lazy("I have arrived"),
            can_arrive,
            on_site.arrive,
            form=ArriveForm,
            to=S.ON_SITE,
            style="primary",
            icon="map-pin-check",
        ),
        Action(
            "reason",
            gettext_lazy("Record the reason"),
            can_record_reason,
            on_site.record_reason,
            form=ReasonRecordForm,
            to=S.REASON_RECORDED,
            style="primary",
            icon="message-report",
        ),
        Action(
            "propose",
            gettext_lazy("Product and quantity counted"),
            can_write_list,
            entry.propose_lines,
            form=ProposeForm,
            icon="packages",
            style=lambda user, ret: "primary" if ret.status == S.REASON_RECORDED and not ret.quantity else "success",
            help_text=gettext_lazy(
                "The deliveries they come from, with price and tax of each, are found by themselves and can be corrected."
            ),
        ),
        Action(
            "confirm-list",
            gettext_lazy("List confirmed by the customer"),
            lambda user, ret: bool(ret.quantity) and can_handle_return(user, ret),
            on_site.confirm_list,
            form=ConfirmListForm,
            to=S.LIST_CONFIRMED,
            style="primary",
            icon="signature",
        ),
        Action(
            "customer-document",
            gettext_lazy("Customer's document"),
            can_record_customer_document,
            on_site.record_customer_document,
            form=CustomerDocumentForm,
            to=S.IN_TRANSIT_BACK,
            style="primary",
            icon="receipt-refund",
            help_text=gettext_lazy(
                "Quantity and amount as his paper says; they are compared with the list to the cent."
            ),
        ),
        Action(
            "submit",
            gettext_lazy("Ask quality for the permit"),
            can_ask_quality,
            submit_of(ReturnOrder),
            to=S.QUALITY_REVIEW,
            style="primary",
            icon="send",
            why_not=why_not_submitted,
        ),
        Action(
            "reopen-list",
            gettext_lazy("Open the list again"),
            can_reopen_list,
            on_site.reopen_list,
            form=ReasonForm,
            icon="list-details",
        ),
        Action(
            "withdraw-permit",
            gettext_lazy("Withdraw the permit"),
            can_withdraw_permit,
            withdraw_permit,
            form=ReasonForm,
            to=S.IN_TRANSIT_BACK,
            icon="arrow-back-up",
            order=70,
        ),
        Action(
            "send-back",
            gettext_lazy("Handed back to the customer"),
            can_send_back,
            on_site.send_back,
            form=SendBackForm,
            to=S.SENT_BACK,
            style="primary",
            icon="truck-return",
        ),
        Action(
            "cancel",
            gettext_lazy("Customer keeps the goods"),
            can_cancel_return,
            on_site.cancel_return,
            form=ReasonForm,
            to=S.CANCELLED,
            icon="ban",
            order=70,
        ),
    )

    def facts(self, obj):
        late = {True: _("late"), False: _("in time"), None: ""}[obj.arrived_late]
        blind = is_blind(self.request.user, obj)
        permit = valid_permit(obj)
        return [
            (_("Customer"), obj.customer),
            (_("Return category"), obj.get_category_display()),
            (_("Root cause"), obj.cause or NOTHING),
            (_("Notice received at"), obj.notified_at),
            (_("Customer asks us to come by"), obj.required_by),
            Fact(_("Arrived at the customer's at"), obj.arrived_at, note=late),
            Fact(_("Where the goods are"), place_and_person(obj.place, obj.contact, obj.phone), wide=True),
            *([Fact(_("What the customer says"), obj.notice, wide=True)] if obj.notice else []),
            *(
                []
                if blind
                else [(_("Quantity of the list"), quantity(obj.quantity)), (_("Amount of the list"), obj.amount)]
            ),
            *(
                [Fact(_("List confirmed by"), obj.list_confirmed_by, note=datefmt(obj.list_confirmed_at))]
                if obj.list_confirmed_at
                else []
            ),
            *([(_("Customer's document"), obj.customer_document)] if obj.customer_document and not blind else []),
            *([Fact(_("Return permit"), permit.number, note=permit.issued_by)] if permit else []),
            *([Fact(_("Taken back by"), obj.sent_back_to, note=datefmt(obj.sent_back_at))] if obj.sent_back_at else []),
        ]

    def fact_groups(self, obj):
        if not obj.reason_kind:
            return []
        rows = [
            (_("How the reason was given"), obj.get_reason_kind_display()),
            (_("Department of the customer"), obj.reason_department or NOTHING),
            (_("Who gave the reason"), obj.informant or NOTHING),
            (_("Reason recorded at"), obj.reason_at),
            (_("Reason recorded by"), obj.reason_by),
            Fact(_("Reason of the return"), obj.reason or _("see the customer's paper"), wide=True),
        ]
        permit = valid_permit(obj)
        if permit:
            rows.append(Fact(pgettext_lazy("return permit", "What was verified"), permit.verified, wide=True))
        return [(_("Reason of the return"), rows)]

    def lines(self, obj):
        lines = list(obj.lines.select_related("product", "delivery_line__note", "delivery_line__order_line"))
        if not lines:
            return None
        hidden = ["quantity", "counted"] if is_blind(self.request.user, obj) else []
        hidden += [] if any(line.remark for line in lines) else ["remark"]
        return ReturnLineTable(lines, user=self.request.user, invoices=invoices_of_lines(lines), exclude=hidden)

    def get_context_data(self, obj):
        if (
            obj.status == S.REPLACING
            or obj.status == S.CLOSED
            and not obj.lines.filter(outcome=ReturnOutcome.CREDIT).exists()
        ):
            obj.STEPPER = obj.STEPPER_OF_GOODS
        context = super().get_context_data(obj)
        if is_blind(self.request.user, obj):
            # Who is about to count sees the list neither in the history nor in the papers of the customer.
            context["timeline"] = [without_changes(each) for each in context["timeline"]]
            context["attachments"] = None
        return context

    def extra_context(self, obj):
        shows_money = sees_prices(self.request.user) and obj.amount
        return {
            "points": checklist(obj) if in_preparation(obj) else [],
            "list_address": can_write_list(self.request.user, obj),
            "is_blind": is_blind(self.request.user, obj),
            "words": rmb_in_words(obj.amount, whole_after_jiao=policy().round_words_after_jiao) if shows_money else "",
        }


def without_changes(entry):
    entry.changes, entry.comment = {}, ""
    return entry


class ReturnCreate(CreatePage):
    model = ReturnOrder
    form_class = ReturnForm
    create = entry.create_return


class ReturnEdit(EditPage):
    model = ReturnOrder
    form_class = ReturnForm
    update = entry.update_return


class ReturnListEdit(EditPage):
    """The list as it was counted, line by line; each delivered line once (RET-04)."""

    model = ReturnOrder
    form_class = ReturnListForm
    line_formset = ReturnLines
    update = entry.write_list
    title = gettext_lazy("Return list")
    help_text = gettext_lazy(
        "Each line names the delivery the goods come from. Price and tax are those of the delivery; more than can still "
        "come back is refused."
    )


def _visible(request, pk):
    return get_object_or_404(ReturnDetail.queryset(request.user), pk=pk)


@require_GET
def return_reason_pdf(request, pk):
    """F-23 in two copies: for quality and for sales (RET-03, DOC-03)."""
    ret = get_object_or_404(ReturnDetail.queryset(request.user).exclude(reason_kind=""), pk=pk)
    return pdf_response(reason_paper(ret), f"{ret}.pdf")


@require_GET
def return_list_pdf(request, pk):
    """F-24; not for whoever is about to count."""
    ret = _visible(request, pk)
    if is_blind(request.user, ret):
        ret = get_object_or_404(ReturnOrder.objects.none(), pk=pk)
    return pdf_response(list_paper(ret, prices=sees_prices(request.user)), f"{ret}.pdf")


@require_GET
def return_permit_pdf(request, pk):
    """F-25, the newest permit; withdrawn ones say so."""
    ret = get_object_or_404(ReturnDetail.queryset(request.user).filter(permits__isnull=False).distinct(), pk=pk)
    return pdf_response(permit_paper(ret, quantities=not is_blind(request.user, ret)), f"{ret}.pdf")
