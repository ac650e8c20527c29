"""Pages of the annual settlement (PAY-01)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from performance.settlement.filters import SettlementFilters
from performance.settlement.forms import ExceptionForm, SettlementForm
from performance.settlement.models import AnnualSettlement
from performance.settlement.permissions import (
    can_approve_settlement,
    can_pay_settlement,
    can_recompute_settlement,
)
from performance.settlement.settling import approve_settlement, make_settlement, pay_settlement, recompute_settlement
from performance.settlement.states import SettlementStatus
from performance.settlement.tables import SettlementLineTable, SettlementTable
from salesmgmt.core.domain.approvals.alone import why_not_alone
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage
from salesmgmt.core.web.lists import ListPage


class SettlementList(ListPage):
    model = AnnualSettlement
    table_class = SettlementTable
    filterset_class = SettlementFilters
    create_url = "settlement-create"
    create_label = gettext_lazy("Settle a year")
    empty_title = gettext_lazy("No annual settlement yet")
    empty_text = gettext_lazy("It is made on 1 January for the year before, after the check of the five indicators.")


class SettlementDetail(DetailPage):
    model = AnnualSettlement
    template_name = "performance/settlement/detail.html"
    related = ("review", "approved_by", "created_by")
    edit_url = None
    has_attachments = False
    lines_title = pgettext_lazy("settlement", "Accrued, paid, rest")
    actions = (
        Action(
            "approve",
            gettext_lazy("Approve"),
            can_approve_settlement,
            approve_settlement,
            form=ExceptionForm,
            to=SettlementStatus.APPROVED,
            style="success",
            icon="check",
            why_not=lambda user, settlement: (
                why_not_alone(user, settlement, Role.GM) if settlement.status == SettlementStatus.COMPUTED else ""
            ),
        ),
        Action(
            "pay",
            gettext_lazy("Pay"),
            can_pay_settlement,
            pay_settlement,
            to=SettlementStatus.PAID,
            style="primary",
            icon="cash",
            confirm=gettext_lazy("Has the rest been paid out to everybody?"),
        ),
        Action(
            "compute",
            pgettext_lazy("settlement", "Compute again"),
            can_recompute_settlement,
            recompute_settlement,
            icon="calculator",
        ),
    )

    def title(self, obj):
        return _("Annual settlement of %(year)d") % {"year": obj.year}

    def facts(self, obj):
        return [
            Fact(
                pgettext("settlement", "Condition of the reward"),
                _("condition met") if obj.review.all_met else _("condition not met"),
                note="、".join(str(name) for name in obj.review.failing),
            ),
            (_("Annual check"), obj.review),
            (pgettext("settlement", "Rest to be paid"), obj.rest),
            (pgettext("settlement", "Approved by"), obj.approved_by),
            (pgettext("settlement", "Paid on"), obj.paid_on),
            *(
                [Fact(pgettext("settlement", "Reason of the exception"), obj.exception_reason, wide=True)]
                if obj.exception_reason
                else []
            ),
        ]

    def lines(self, obj):
        """None in a year in which nobody had a statement: the page says so."""
        rows = list(obj.lines.select_related("person"))
        return SettlementLineTable(rows, user=self.request.user) if rows else None

    def extra_context(self, obj):
        return {"failing": obj.review.failing, "is_empty": not obj.lines.exists()}


class SettlementCreate(CreatePage):
    model = AnnualSettlement
    form_class = SettlementForm
    create = make_settlement
    title = gettext_lazy("Settle a year")
