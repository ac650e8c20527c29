"""Pages of the pre-draw (PAY-02)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from performance.pre_draw.drawing import approve_pre_draw, pay_pre_draw
from performance.pre_draw.filters import PreDrawFilters
from performance.pre_draw.models import PreDraw
from performance.pre_draw.permissions import can_approve_pre_draw, can_pay_pre_draw
from performance.pre_draw.states import PreDrawStatus
from performance.pre_draw.tables import PreDrawLineTable, PreDrawTable
from salesmgmt.core.web.detail import Action, DetailPage
from salesmgmt.core.web.lists import ListPage, Preset


class PreDrawList(ListPage):
    model = PreDraw
    table_class = PreDrawTable
    filterset_class = PreDrawFilters
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("To be approved"), f"status={PreDrawStatus.CALCULATED}"),
        Preset(pgettext_lazy("commission", "To be paid"), f"status={PreDrawStatus.APPROVED}"),
    )
    empty_title = gettext_lazy("No pre-draws yet")
    empty_text = gettext_lazy("They are made with the commission statements of a month.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("person")


class PreDrawDetail(DetailPage):
    model = PreDraw
    related = ("person", "approved_by")
    edit_url = None
    has_attachments = False
    lines_title = gettext_lazy("Representatives in charge")
    actions = (
        Action(
            "approve",
            gettext_lazy("Approve"),
            can_approve_pre_draw,
            approve_pre_draw,
            to=PreDrawStatus.APPROVED,
            style="success",
            icon="check",
        ),
        Action(
            "pay",
            gettext_lazy("Pay"),
            can_pay_pre_draw,
            pay_pre_draw,
            to=PreDrawStatus.PAID,
            style="primary",
            icon="cash",
            confirm=gettext_lazy("Has the amount been paid out?"),
        ),
    )

    def title(self, obj):
        return f"{obj.person} {obj.month:%Y-%m}"

    def facts(self, obj):
        return [
            (pgettext("pre-draw", "Head of sales"), obj.person),
            (_("Month"), f"{obj.month:%Y-%m}"),
            (pgettext("pre-draw", "Average of the representatives in charge"), obj.amount),
            (pgettext("pre-draw", "Approved by"), obj.approved_by),
            (pgettext("pre-draw", "Paid on"), obj.paid_on),
        ]

    def lines(self, obj):
        return PreDrawLineTable(obj.lines.select_related("rep", "statement"), user=self.request.user)
