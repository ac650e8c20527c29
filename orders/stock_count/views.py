"""Pages of the stock count."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.stock_count import counting
from orders.stock_count.filters import StockCountFilters
from orders.stock_count.forms import ApproveForm
from orders.stock_count.models import StockCount
from orders.stock_count.permissions import can_decide_count
from orders.stock_count.tables import StockCountTable
from salesmgmt.core.domain.approvals.alone import why_not_alone
from salesmgmt.core.permissions import Role
from salesmgmt.core.templatetags.salesmgmt import quantity
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import ReasonForm
from salesmgmt.core.web.lists import ListPage, Preset

Status = StockCount.Status


class StockCountList(ListPage):
    model = StockCount
    table_class = StockCountTable
    filterset_class = StockCountFilters
    presets = (Preset(_("All"), ""), Preset(Status.COUNTED.label, f"status={Status.COUNTED}"))
    empty_title = _("No counts yet")
    empty_text = _("A product is counted on its page of the stock.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("product", "created_by", "decided_by")


def why_not_decide(user, count):
    return why_not_alone(user, count, Role.PLN) if count.status == Status.COUNTED else ""


class StockCountDetail(DetailPage):
    model = StockCount
    related = ("product", "created_by", "decided_by")
    actions = (
        Action(
            "approve",
            _("Approve and post"),
            can_decide_count,
            counting.approve_count,
            form=ApproveForm,
            to=Status.POSTED,
            icon="check",
            style="primary",
            why_not=why_not_decide,
        ),
        Action(
            "reject",
            _("Reject"),
            can_decide_count,
            counting.reject_count,
            form=ReasonForm,
            to=Status.REJECTED,
            icon="x",
            style="danger",
        ),
    )

    def facts(self, obj):
        return [
            (_("Product"), obj.product),
            (_("Counted"), f"{quantity(obj.counted)} {obj.product.unit}"),
            (_("In the books"), f"{quantity(obj.book)} {obj.product.unit}"),
            (pgettext_lazy("stock count", "Difference"), quantity(obj.difference)),
            (_("Counted by"), obj.created_by),
            (_("Counted at"), obj.created_at),
            *([Fact(_("Reason of the difference"), obj.reason, wide=True)] if obj.reason else []),
            *([(_("Decided by"), obj.decided_by), (_("Decided at"), obj.decided_at)] if obj.decided_by else []),
            *([Fact(_("Remark"), obj.decision, wide=True)] if obj.decision else []),
        ]
