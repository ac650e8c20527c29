"""What productions tell core."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.production.delay import QUEUE, notice_delays
from orders.production.forms import RepairForm
from orders.production.models import Production
from orders.production.permissions import can_open_repair, reads_productions
from orders.production.repair import open_repair
from orders.production.run import production_started, production_starts, start_following, started_among
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action


def register():
    registry.register_document(Production, "PRD", _("Production"), _("Productions"), "tools", "production-list")
    registry.register_bar("production-board", Role.PROD, order=10)
    registry.register_menu("orders", _("Productions"), "production-list", "tools", can=reads_productions, order=40)
    registry.register_tab(
        "order",
        registry.Tab(
            "productions",
            _("Production"),
            "order-productions",
            lambda order, user: Production.objects.visible_to(user).filter(order=order),
            reads_productions,
            order=40,
        ),
    )
    registry.register_fact("order", "started_among", started_among)
    registry.register_fact("contract", "production_started", production_started)
    registry.register_fact("contract", "production_starts", production_starts)
    registry.register_command("plan_release", "released", "production", start_following)
    registry.register_menu(
        "orders", _("Production board"), "production-board", "layout-kanban", can=works_in_production, order=41
    )
    registry.register_periodic(
        QUEUE, _("Production that is late"), "10 6 * * *", notice_delays, rules="PRD-07", in_batches=True
    )
    registry.register_action(
        "order",
        Action(
            "repair",
            _("Open a repair job"),
            can_open_repair,
            open_repair,
            form=RepairForm,
            icon="tools",
            goto=lambda repair, order: repair.get_absolute_url(),
        ),
    )
    _register_cards()


def works_in_production(user):
    return user.has_role(Role.PROD)


def late_productions(user):
    return Production.objects.visible_to(user).running().filter(planned_date__lt=timezone.localdate())


def _register_cards():
    registry.register_home_card(
        "productions-to-start",
        _("Productions to start"),
        lambda user: user.has_role(Role.PROD),
        lambda user: Production.objects.visible_to(user).filter(status=Production.Status.PLANNED),
        f"production-list?status={Production.Status.PLANNED}",
        icon="tools",
        tone="info",
    )
    registry.register_home_card(
        "productions-late",
        _("Productions late"),
        lambda user: user.has_role(Role.PROD, Role.REP, Role.MGR),
        late_productions,
        "production-list?late=true",
        icon="clock-exclamation",
        tone="bad",
    )
