"""Pages of refunds."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.refund.filters import RefundFilters
from orders.refund.forms import RefundForm
from orders.refund.models import Refund
from orders.refund.permissions import can_edit_refund, can_submit_refund
from orders.refund.refunding import submit_refund, update_refund
from orders.refund.tables import RefundTable
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import EditPage
from salesmgmt.core.web.lists import ListPage, Preset


class RefundList(ListPage):
    model = Refund
    table_class = RefundTable
    filterset_class = RefundFilters
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("In approval"), f"status={Refund.Status.SUBMITTED}"),
        Preset(gettext_lazy("Approved"), f"status={Refund.Status.APPROVED}"),
    )
    empty_title = gettext_lazy("No refunds")
    empty_text = gettext_lazy(
        "A refund is proposed on the page of a payment or of a credit note of which something is free."
    )

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_customer()


class RefundDetail(DetailPage):
    model = Refund
    related = ("customer__owner", "payment", "credit", "created_by")
    actions = (
        Action(
            "submit",
            gettext_lazy("Submit for approval"),
            can_submit_refund,
            submit_refund,
            to=Refund.Status.SUBMITTED,
            style="primary",
            icon="send",
        ),
    )

    def subtitle(self, obj):
        return f"{obj.customer.name} · {obj.origin}"

    def can_edit(self, user, obj):
        return can_edit_refund(user, obj)

    def facts(self, obj):
        return [
            (_("Customer"), obj.customer),
            (_("Responsible rep"), obj.customer.owner),
            (_("Refunded from"), obj.origin),
            (_("Amount to be refunded"), obj.amount),
            (_("Free of it today"), obj.free),
            (_("Refunded on"), obj.refunded_on),
            (_("Payee"), obj.payee),
            (_("Bank of the payee"), obj.bank),
            (_("Bank account"), obj.bank_account),
            Fact(_("Reason of the refund"), obj.reason, wide=True),
        ]


class RefundEdit(EditPage):
    model = Refund
    form_class = RefundForm
    update = update_refund
    may_edit = can_edit_refund
