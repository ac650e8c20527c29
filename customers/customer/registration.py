"""What the customer file tells core."""

from django.utils.translation import gettext_lazy as _

from customers.customer.card import tasks_tile
from customers.customer.maturity import suggest_mature
from customers.customer.models import Customer
from customers.customer.owner import why_not_deactivate
from customers.customer.review import open_stale_tasks, stale
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.people import register_leaving_check
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import Role, has, reads
from salesmgmt.core.registry import (
    Tile,
    register_bar,
    register_document,
    register_home_card,
    register_menu,
    register_periodic,
    register_task_kind,
    register_tile,
)


def register():
    register_document(Customer, "CUS", _("Customer"), _("Customers"), "building-factory-2", "customer-list")
    register_bar("customer-list", Role.REP, Role.SUP, Role.MGR, Role.DIR, Role.GM, Role.SVC, order=20)
    register_menu("customers", _("Customers"), "customer-list", "building-factory-2", reads("customer"), order=30)
    register_home_card(
        "customers-without-owner",
        _("Customers without responsible rep"),
        has(Role.DIR),
        lambda user: Customer.objects.visible_to(user).without_owner(),
        "customer-list?no_owner=true",
        icon="user-question",
        tone="bad",
        order=26,
    )
    register_home_card(
        "my-key-customers",
        _("My key customers"),
        has(Role.MGR, Role.DIR, Role.GM),
        lambda user: Customer.objects.live().filter(is_key=True, executive_sponsor=user),
        "customer-list?is_key=true&executive_sponsor=me",
        icon="star",
        order=29,
    )
    register_home_card(
        "customers-stale",
        _("Customer data to confirm"),
        has(Role.REP),
        lambda user: stale(Customer.objects.filter(owner=user), today(), policy().customer_review_days),
        "customer-list?stale=true&owner=me",
        icon="file-alert",
        tone="warn",
        order=28,
    )
    # What stands at the head of a customer's page.
    register_tile("customer", Tile("tasks", _("Tasks"), tasks_tile, icon="checkbox", order=40))
    _clock()
    register_leaving_check(why_not_deactivate)


def _clock():
    register_task_kind(
        "customer_stale",
        _("Customer data to confirm"),
        "file-alert",
        by_hand=False,
        how=_("Press “Data confirmed” on the page of the customer."),
    )
    register_task_kind("customer_mature", _("Mature customer?"), "plant-2")
    register_periodic(
        "customer-stale",
        _("Customer data not confirmed for long"),
        "20 0 * * *",
        open_stale_tasks,
        "CUS-02",
        in_batches=True,
    )
    register_periodic(
        "customer-mature",
        _("Customers to mark as mature"),
        "15 0 1 1 *",
        suggest_mature,
        "CUS-12",
        every_slot=True,
        in_batches=True,
    )
