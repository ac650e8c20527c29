"""Pages of the delivery note."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.account.price_blind import NOTHING, links
from orders.delivery import charge as delivery_charge
from orders.delivery import dispatch as delivery_dispatch
from orders.delivery.charge import can_forgo_goods
from orders.delivery.filters import DeliveryFilters
from orders.delivery.forms import ArrivalForm, DeliveryForm, DeliveryLineSet, DepartureForm, ForgoForm
from orders.delivery.models import DeliveryNote
from orders.delivery.papers import delivery_paper, stock_issue_paper
from orders.delivery.permissions import (
    can_arrive_delivery,
    can_cancel_delivery,
    can_charge_delivery,
    can_depart_delivery,
    can_issue_delivery,
    can_issue_stock,
    has_left_stock,
)
from orders.delivery.tables import DeliveryLineTable, DeliveryTable
from orders.order.forms import CancelForm
from orders.plan.papers import plans_of
from salesmgmt.core import registry
from salesmgmt.core.permissions import may_at_all, sees_prices
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import EditPage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset
from salesmgmt.core.web.reach import place_and_person

RELATED = ("order__contract", "customer__owner", "created_by", "forgone_by")


class DeliveryList(ListPage):
    model = DeliveryNote
    table_class = DeliveryTable
    filterset_class = DeliveryFilters
    presets = (
        Preset(_("All"), ""),
        Preset(_("On the way"), f"status={DeliveryNote.Status.OUTBOUND}&status={DeliveryNote.Status.IN_TRANSIT}"),
        Preset(_("Late on the road"), "late_on_the_road=true"),
        Preset(_("Formalities open"), "formalities_open=true"),
        Preset(_("Receipt missing"), "receipt_missing=true"),
        Preset(_("Acceptance open"), "acceptance_open=true"),
    )
    empty_text = _("A delivery note is made on the page of an order whose goods are in stock.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("order", "customer")


def why_not_outbound(user, note):
    return _("Waiting for the stock issue of the warehouse.") if note.status == DeliveryNote.Status.ISSUED else ""


def forgone_words(note):
    if not note.forgone_by_id:
        return ""
    return _("forgone by %(person)s: %(reason)s") % {"person": note.forgone_by, "reason": note.forgone_reason}


class DeliveryDetail(DetailPage):
    model = DeliveryNote
    related = RELATED
    template_name = "orders/delivery/detail.html"
    pdf_links = (
        (_("Delivery note, three copies"), "delivery-pdf", lambda user, note: sees_prices(user)),
        (_("Delivery note without prices"), "delivery-pdf-plain", lambda user, note: True),
        (_("Stock issue note"), "stock-issue-pdf", lambda user, note: has_left_stock(note)),
    )
    actions = (
        Action(
            "issue",
            _("Issue"),
            can_issue_delivery,
            delivery_dispatch.issue_delivery,
            icon="file-check",
            style="primary",
            to=DeliveryNote.Status.ISSUED,
        ),
        Action(
            "stock-issue",
            _("Confirm stock issue"),
            can_issue_stock,
            delivery_dispatch.issue_stock,
            icon="building-warehouse",
            style="primary",
            to=DeliveryNote.Status.OUTBOUND,
            why_not=why_not_outbound,
        ),
        Action(
            "depart",
            _("Departed"),
            can_depart_delivery,
            delivery_dispatch.depart,
            form=DepartureForm,
            icon="truck",
            style="primary",
            initial=lambda user, note: {
                name: getattr(note, name) for name in ("carried_by", "carrier", "driver", "driver_phone", "vehicle")
            },
        ),
        Action(
            "arrive",
            _("Arrived"),
            can_arrive_delivery,
            delivery_dispatch.arrive,
            form=ArrivalForm,
            icon="map-pin-check",
            style="primary",
        ),
        Action(
            "charge",
            _("Charge it"),
            can_charge_delivery,
            delivery_charge.charge_delivery,
            icon="receipt-yuan",
            order=60,
        ),
        Action(
            "forgo",
            _("Forgo the receivable"),
            can_forgo_goods,
            delivery_charge.forgo_receivable,
            form=ForgoForm,
            icon="receipt-off",
            order=60,
        ),
        Action(
            "cancel",
            _("Cancel"),
            can_cancel_delivery,
            delivery_dispatch.cancel_delivery,
            form=CancelForm,
            icon="ban",
            to=DeliveryNote.Status.CANCELLED,
            order=60,
        ),
    )

    def facts(self, obj):
        late = {True: _("late"), False: _("in time"), None: ""}[obj.formalities_late]
        user = self.request.user
        return [
            (_("Customer"), obj.customer),
            (_("Order"), obj.order),
            Fact(_("Contract"), links([obj.order.contract], user)),
            (_("Customer's order no."), obj.order.customer_reference or NOTHING),
            Fact(_("Plan release form"), links(plans_of(obj), user)),
            *self._invoices(obj),
            (_("Kind"), obj.get_kind_display()),
            Fact(_("Charged"), _("yes") if obj.chargeable else _("no"), note=forgone_words(obj)),
            (_("Planned date"), obj.planned_date),
            Fact(_("Delivery place"), place_and_person(obj.place, obj.contact, obj.phone), wide=True),
            (
                _("Carried by"),
                " ".join(filter(None, [obj.get_carried_by_display(), obj.carrier, obj.driver, obj.vehicle])),
            ),
            (_("Delivered at"), obj.delivered_at),
            (_("Receiver"), obj.receiver),
            (_("Signed at"), obj.signed_at),
            (_("Formalities due"), obj.formalities_due_at),
            Fact(_("Formalities done at"), obj.formalities_done_at, note=late),
            *([Fact(_("Difference"), obj.difference_note, wide=True)] if obj.difference_note else []),
            *([Fact(_("What was agreed"), obj.difference_resolution, wide=True)] if obj.difference_resolution else []),
            *([Fact(_("Objective reason of the delay"), obj.delay_reason, wide=True)] if obj.delay_reason else []),
        ]

    def _invoices(self, obj):
        """From the signature on, for those who may read invoices."""
        user = self.request.user
        if obj.status not in (DeliveryNote.Status.SIGNED, DeliveryNote.Status.CLOSED) or not may_at_all(
            user, "invoice", "R"
        ):
            return []
        return [Fact(_("Invoices"), links(registry.fact("delivery", "invoices", obj), user))]

    def lines(self, obj):
        return DeliveryLineTable(obj.lines.select_related("product", "order_line"), user=self.request.user)

    def extra_context(self, obj):
        return {
            "copies": obj.copies.select_related("returned_to"),
            "receipts": obj.receipts.select_related("attachment", "recorded_by"),
            "now": timezone.now(),
        }


class DeliveryEdit(EditPage):
    model = DeliveryNote
    form_class = DeliveryForm
    line_formset = DeliveryLineSet
    update = delivery_dispatch.update_delivery


def delivery_pdf(request, pk, prices=True):
    """The note in three labelled copies (DLV-02); with prices only for those who may see them."""
    note = get_object_or_404(DeliveryNote.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    return pdf_response(delivery_paper(note, prices=prices and sees_prices(request.user)), f"{note}.pdf")


def stock_issue_pdf(request, pk):
    """F-20: what the warehouse let go, without prices."""
    note = get_object_or_404(
        DeliveryNote.objects.visible_to(request.user).select_related(*RELATED, "stock_issue__issued_by"),
        pk=pk,
        stock_issue__isnull=False,
    )
    return pdf_response(stock_issue_paper(note), f"{note.stock_issue}.pdf")
