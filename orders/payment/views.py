"""Pages of payments: recording, confirming, allocating."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.allocation.tables import AllocationTable
from orders.payment.allocation import accept_proposal, allocate, has_proposal, proposal_for, take_back
from orders.payment.figures import HELD
from orders.payment.filters import PaymentFilters
from orders.payment.forms import AcknowledgeForm, AllocationForm, PaymentForm
from orders.payment.models import Payment
from orders.payment.permissions import (
    can_confirm_payment,
    can_decide_payment,
    can_reverse_payment,
    confirms,
    has_allocations,
    has_free_money,
    has_open_invoices,
)
from orders.payment.recording import confirm_payment, edit_payment, record_payment, reject_payment, reverse_payment
from orders.payment.tables import PaymentTable
from orders.payment.warnings import can_confirm_now, doubts, is_asked_about
from salesmgmt.core import calendar
from salesmgmt.core.domain.approvals.alone import why_not_alone
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset


class PaymentList(ListPage):
    model = Payment
    table_class = PaymentTable
    filterset_class = PaymentFilters
    create_url = "payment-create"
    create_label = gettext_lazy("Record a payment")
    help_text = gettext_lazy("The rep records what arrived; the balance changes when finance has confirmed it.")
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("To be confirmed"), f"status={Payment.Status.RECORDED}"),
        Preset(gettext_lazy("To be allocated"), "free=true"),
        Preset(gettext_lazy("Prepayments"), "kind=prepayment"),
        Preset(gettext_lazy("Rejected"), f"status={Payment.Status.REJECTED}"),
    )
    bulk_actions = (BulkAction("confirm", gettext_lazy("Confirm"), confirms, confirm_payment, icon="check"),)
    empty_title = gettext_lazy("No payments here")
    empty_text = gettext_lazy("Record a payment as soon as the customer says it is on its way to the bank.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_customer().select_related("created_by", "confirmed_by")


def why_not_confirm(user, payment):
    if payment.status != Payment.Status.RECORDED or can_decide_payment(user, payment):
        return ""
    return why_not_alone(user, payment, Role.FIN) or _(
        "Waiting for finance to confirm; the balance is unchanged until then."
    )


class PaymentDetail(DetailPage):
    model = Payment
    template_name = "orders/payment/detail.html"
    related = ("customer__owner", "created_by", "confirmed_by", "demand_notice")
    actions = (
        Action(
            "confirm",
            gettext_lazy("Confirm"),
            can_confirm_now,
            confirm_payment,
            to=Payment.Status.CONFIRMED,
            style="primary",
            icon="check",
            why_not=why_not_confirm,
        ),
        Action(
            "confirm-anyway",
            gettext_lazy("Confirm"),
            is_asked_about,
            confirm_payment,
            form=AcknowledgeForm,
            to=Payment.Status.CONFIRMED,
            style="primary",
            icon="check",
        ),
        Action(
            "reject",
            gettext_lazy("Reject"),
            can_confirm_payment,
            reject_payment,
            form=ReasonForm,
            to=Payment.Status.REJECTED,
            style="danger",
            icon="x",
        ),
        Action(
            "accept-proposal",
            gettext_lazy("Allocate as proposed"),
            has_proposal,
            accept_proposal,
            style="primary",
            icon="checks",
        ),
        Action(
            "allocate",
            gettext_lazy("Allocate by hand"),
            has_open_invoices,
            allocate,
            form=AllocationForm,
            style="secondary",
            icon="arrows-split-2",
            help_text=gettext_lazy(
                "The amounts are a proposal, oldest due date first. Change them as the customer says."
            ),
        ),
        Action(
            "take-back",
            gettext_lazy("Take the allocation back"),
            has_allocations,
            take_back,
            form=ReasonForm,
            icon="arrow-back-up",
        ),
        Action(
            "reverse",
            gettext_lazy("Reverse the payment"),
            can_reverse_payment,
            reverse_payment,
            form=ReasonForm,
            to=Payment.Status.REVERSED,
            icon="rotate",
            help_text=gettext_lazy("The invoices are open again and the balance is what it was."),
        ),
    )

    def title(self, obj):
        return obj.number

    def subtitle(self, obj):
        return " · ".join([obj.customer.name, obj.get_kind_display()])

    def facts(self, obj):
        facts = [
            (_("Customer"), obj.customer),
            (_("Responsible rep"), obj.customer.owner),
            (_("Received on"), obj.date),
            (_("Amount"), obj.amount),
            Fact(_("Not allocated"), obj.unallocated),
            (_("Method"), obj.get_method_display()),
            (_("Bank reference"), obj.reference),
            (_("Payer"), obj.payer),
            (_("Recorded by"), obj.created_by),
            (_("Confirmed by"), obj.confirmed_by),
        ]
        if obj.kind == Payment.Kind.PREPAYMENT:
            facts.append((_("Demand notice"), obj.demand_notice))
        if obj.reversed_on:
            facts.append((_("Reversed on"), obj.reversed_on))
        return [*facts, Fact(_("Remark"), obj.remark, wide=True)] if obj.remark else facts

    def extra_context(self, obj):
        user = self.request.user
        rows = list(obj.allocations.select_related("payment", "credit", "invoice", "created_by"))
        shows_proposal = has_free_money(user, obj)
        return {
            "allocations": AllocationTable(rows, user=user, exclude=("origin",)),
            "proposal": proposal_for(obj) if shows_proposal else [],
            "shows_proposal": shows_proposal,
            "is_held": shows_proposal and Payment.objects.filter(HELD, pk=obj.pk).exists(),
            "doubts": doubts(obj),
        }


class PaymentCreate(CreatePage):
    model = Payment
    form_class = PaymentForm
    create = record_payment
    submit_label = gettext_lazy("Record")

    def get_initial(self):
        return {"date": calendar.today(), **super().get_initial()}


class PaymentEdit(EditPage):
    model = Payment
    form_class = PaymentForm
    update = edit_payment
