"""Pages of the nonconformity."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.nonconformity import handling
from orders.nonconformity.filters import NonconformityFilters
from orders.nonconformity.forms import ActionForm, VerificationForm
from orders.nonconformity.models import Nonconformity
from orders.nonconformity.permissions import can_close_nonconformity, can_take_action, can_verify_action
from orders.nonconformity.repeats import earlier_of
from orders.nonconformity.tables import NonconformityTable
from orders.order.views import OrderDetail
from salesmgmt.core.domain.approvals.alone import why_not_alone
from salesmgmt.core.permissions import Role
from salesmgmt.core.templatetags.salesmgmt import quantity
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.lists import ListPage, Preset, TabList

ROWS = ("order__customer", "product", "action_by")
Status = Nonconformity.Status


class NonconformityList(ListPage):
    model = Nonconformity
    table_class = NonconformityTable
    filterset_class = NonconformityFilters
    presets = (
        Preset(_("All"), ""),
        Preset(pgettext_lazy("nonconformity", "Open"), f"status={Status.OPEN}"),
        Preset(_("To be verified"), f"status={Status.ACTION}"),
    )
    empty_text = _("A failed inspection opens a nonconformity by itself.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related(*ROWS)


class NonconformityTab(TabList):
    model = Nonconformity
    key = "order-nonconformities"
    table_class = NonconformityTable
    matrix_key = "nonconformity"
    parent = OrderDetail
    parent_field = "order"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related(*ROWS)


def why_not_verify(user, nonconformity):
    return why_not_alone(user, nonconformity, Role.QA) if nonconformity.status == Status.ACTION else ""


def why_not_act(user, nonconformity):
    return _("Waiting for the corrective action of production.") if nonconformity.status == Status.OPEN else ""


class NonconformityDetail(DetailPage):
    model = Nonconformity
    related = ("order__customer__owner", "product", "inspection", "action_by", "verified_by")
    template_name = "orders/nonconformity/detail.html"
    actions = (
        Action(
            "act",
            _("Take action"),
            can_take_action,
            handling.take_action,
            form=ActionForm,
            to=Status.ACTION,
            icon="tool",
            style="primary",
            why_not=why_not_act,
            initial=lambda user, obj: {
                "severity": obj.severity,
                "containment": obj.containment,
                "cause": obj.cause,
                "corrective_action": obj.corrective_action,
            },
        ),
        Action(
            "verify",
            _("Verify"),
            can_verify_action,
            handling.verify_action,
            form=VerificationForm,
            icon="zoom-check",
            style="primary",
            why_not=why_not_verify,
        ),
        Action(
            "close",
            _("Close"),
            can_close_nonconformity,
            handling.close_nonconformity,
            to=Status.CLOSED,
            icon="circle-check",
            style="primary",
        ),
    )

    def facts(self, obj):
        return [
            (_("Product"), obj.product),
            (_("Order"), obj.order),
            (_("Customer"), obj.order.customer),
            (_("Inspection"), obj.inspection),
            (_("Quantity failed"), quantity(obj.quantity)),
            (pgettext_lazy("nonconformity", "Severity"), obj.get_severity_display()),
            Fact(_("What failed"), obj.defect, wide=True),
        ]

    def fact_groups(self, obj):
        groups = []
        if obj.corrective_action:
            act = [
                Fact(_("Immediate measure"), obj.containment, wide=True),
                Fact(_("Cause"), obj.cause, wide=True),
                Fact(_("Corrective action"), obj.corrective_action, wide=True),
                (pgettext_lazy("nonconformity", "By"), obj.action_by),
                (_("Time"), obj.action_at),
            ]
            groups.append((_("Corrective action"), act))
        if obj.verification:
            verified = [
                Fact(pgettext_lazy("nonconformity", "Result"), obj.verification, wide=True),
                (pgettext_lazy("nonconformity", "By"), obj.verified_by),
                (_("Time"), obj.verified_at),
            ]
            groups.append((_("Verification"), verified))
        return groups

    def extra_context(self, obj):
        return {"earlier": earlier_of(obj, self.request.user)}
