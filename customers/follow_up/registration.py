"""What follow-up calls tell core, and the report of customers with whom nothing happens."""

from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from customers.follow_up.call import open_due_calls
from customers.follow_up.card import last_call_tile
from customers.follow_up.dormant import dormant_customers
from customers.follow_up.models import FollowUpCall
from customers.follow_up.permissions import can_log_follow_up
from salesmgmt.core.permissions import Role, has, may_at_all, reads
from salesmgmt.core.registry import (
    Shortcut,
    Tab,
    Tile,
    register_document,
    register_home_card,
    register_menu,
    register_periodic,
    register_quick_act,
    register_shortcut,
    register_tab,
    register_task_kind,
    register_tile,
)

SALES = (Role.REP, Role.SUP, Role.MGR, Role.DIR, Role.GM)


def register():
    register_document(
        FollowUpCall, "FUP", _("Follow-up call"), _("Follow-up calls"), "headset", "follow-up-list", search=False
    )
    register_quick_act(
        "follow-up-create", _("Log a call"), "headset", lambda user: may_at_all(user, "follow_up", "C"), order=40
    )
    register_menu("visits", _("Follow-up calls"), "follow-up-list", "headset", reads("follow_up"), order=53)
    register_menu("visits", _("Sleeping customers"), "dormant-list", "zzz", has(*SALES), order=54)
    register_home_card(
        "dormant-customers",
        _("Sleeping customers"),
        has(Role.REP, Role.MGR),
        lambda user: dormant_customers(Customer.objects.visible_to(user)),
        "dormant-list",
        icon="zzz",
        tone="warn",
        order=31,
    )
    register_task_kind(
        "follow_up_due", _("Follow-up call"), "headset", by_hand=False, how=_("Closed by logging the call.")
    )
    register_periodic(
        "follow_up_due", _("Follow-up calls that are due"), "40 6 * * *", open_due_calls, "VIS-06", in_batches=True
    )
    _customer_page()


def _customer_page():
    register_tab(
        "customer",
        Tab(
            "follow-ups",
            _("Follow-up calls"),
            "customer-follow-ups",
            icon="headset",
            order=14,
            count=lambda customer, user: customer.follow_ups.visible_to(user),
            can=lambda user, customer: may_at_all(user, "follow_up", "R"),
        ),
    )
    register_tile(
        "customer",
        Tile(
            "last-call",
            _("Last follow-up call"),
            last_call_tile,
            "customer-follow-ups",
            icon="headset",
            order=22,
            can=lambda user, customer: may_at_all(user, "follow_up", "R"),
        ),
    )
    register_shortcut(
        "customer",
        Shortcut(
            "follow-up", _("Log a follow-up call"), "follow-up-create", can=can_log_follow_up, icon="headset", order=20
        ),
    )
