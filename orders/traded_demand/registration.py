"""What the demand for traded goods tells core."""

from django.utils.translation import gettext_lazy as _

from orders.traded_demand.following import QUEUE, arrived_before, notice_late_goods, report_traded, stop_traded_of
from orders.traded_demand.models import TradedDemand
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role, may_at_all


def reads_traded(user, document=None):
    return may_at_all(user, "traded_demand", "R")


def register():
    registry.register_document(
        TradedDemand, "TRD", _("Demand for traded goods"), _("Demand for traded goods"), "truck", "traded-demand-list"
    )
    registry.register_menu(
        "orders", _("Demand for traded goods"), "traded-demand-list", "truck", can=reads_traded, order=37
    )
    registry.register_command("order", "confirmed", "traded_demand", report_traded)
    registry.register_command("order", "cancelled", "traded_demand", stop_traded_of, order=75)
    # After the production of the plan is there.
    registry.register_command("plan_release", "released", "traded_demand", arrived_before, order=60)
    registry.register_tab(
        "order",
        registry.Tab(
            "traded-demands",
            _("Traded goods"),
            "order-traded-demands",
            lambda order, user: TradedDemand.objects.visible_to(user).filter(order=order),
            reads_traded,
            order=39,
        ),
    )
    registry.register_periodic(
        QUEUE, _("Traded goods that are late"), "14 6 * * *", notice_late_goods, rules="ORD-08", in_batches=True
    )
    registry.register_home_card(
        "traded-demands-open",
        _("Traded goods to press for"),
        lambda user: user.has_role(Role.REP, Role.PLN, Role.PUR),
        lambda user: TradedDemand.objects.visible_to(user).exclude(status__in=TradedDemand.ENDED),
        "traded-demand-list",
        icon="truck",
        tone="info",
    )
