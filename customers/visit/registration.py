"""What visits and follow-up calls tell core."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.customer.menu import has, reads
from customers.customer.models import Customer
from customers.follow_up.call import open_due_calls
from customers.follow_up.dormant import dormant_customers
from customers.follow_up.models import FollowUpCall
from customers.visit.card import last_call_tile, next_visit_tile
from customers.visit.compliance import close_week
from customers.visit.key_customer import alert_key_visits
from customers.visit.models import Visit
from customers.visit.report import remind_of_reports
from salesmgmt.core.calendar import today
from salesmgmt.core.permissions import Role, may_at_all
from salesmgmt.core.registry import (
    Tab,
    Tile,
    register_document,
    register_home_card,
    register_menu,
    register_periodic,
    register_tab,
    register_task_kind,
    register_tile,
)
from salesmgmt.core.web.status import register_tones


def register():
    register_document(Visit, "VIS", _("Visit"), _("Visits"), "map-pin", "visit-list")
    register_document(
        FollowUpCall, "FUP", _("Follow-up call"), _("Follow-up calls"), "headset", "follow-up-list", search=False
    )
    register_menu("visits", _("Visits"), "visit-list", "map-pin", reads("visit"), order=50)
    register_menu("visits", _("Visit calendar"), "visit-calendar", "calendar", reads("visit"), order=51)
    register_menu("visits", _("Visits a week"), "visit-compliance", "table", reads("visit"), order=52)
    register_menu("visits", _("Follow-up calls"), "follow-up-list", "headset", reads("follow_up"), order=53)
    register_menu("visits", _("Sleeping customers"), "dormant-list", "zzz", has(*SALES), order=54)
    register_tones(info="appointed reported")
    _tabs()
    _tiles()
    _cards()
    _tasks()
    _jobs()


SALES = (Role.REP, Role.SUP, Role.MGR, Role.DIR, Role.GM)


def _tabs():
    register_tab("customer", Tab(
        "visits", _("Visits"), "customer-visits", icon="map-pin", order=12,
        count=lambda customer, user: customer.visits.visible_to(user),
        can=lambda user, customer: may_at_all(user, "visit", "R"),
    ))  # fmt: skip
    register_tab("customer", Tab(
        "follow-ups", _("Follow-up calls"), "customer-follow-ups", icon="headset", order=14,
        count=lambda customer, user: customer.follow_ups.visible_to(user),
        can=lambda user, customer: may_at_all(user, "follow_up", "R"),
    ))  # fmt: skip
    register_tab("customer", Tab(
        "preferences", _("Needs and preferences"), "customer-preferences", icon="heart", order=16,
        count=lambda customer, user: customer.preferences.current(),
    ))  # fmt: skip


def _tiles():
    """At the head of a customer's page."""
    register_tile("customer", Tile(
        "next-visit", _("Next visit"), next_visit_tile, "customer-visits", icon="calendar-event", order=20,
        can=lambda user, customer: may_at_all(user, "visit", "R"),
    ))  # fmt: skip
    register_tile("customer", Tile(
        "last-call", _("Last follow-up call"), last_call_tile, "customer-follow-ups", icon="headset", order=22,
        can=lambda user, customer: may_at_all(user, "follow_up", "R"),
    ))  # fmt: skip


def _cards():
    register_home_card(
        "visits-today", _("Visits today"), lambda user: may_at_all(user, "visit", "C"),
        lambda user: Visit.objects.visible_to(user).filter(
            visitor=user, day=today(), status__in=["planned", "appointed"]),
        lambda user: reverse("visit-list") + f"?visitor=me&day_after={today()}&day_before={today()}", icon="map-pin", tone="info",
        order=12,
    )  # fmt: skip
    register_home_card(
        "visits-to-report", _("Visit reports missing"), lambda user: may_at_all(user, "visit", "C"),
        lambda user: Visit.objects.visible_to(user).filter(visitor=user, status="done"),
        "visit-list?status=done&visitor=me", icon="writing", tone="warn", order=13,
    )  # fmt: skip
    register_home_card(
        "visits-of-the-team", _("Visits this week"), has(Role.SUP, Role.MGR, Role.DIR),
        lambda user: Visit.objects.visible_to(user).held().filter(day__gte=_monday(), day__lte=today()),
        "visit-compliance", icon="table", tone="info", order=30,
    )  # fmt: skip
    register_home_card(
        "dormant-customers", _("Sleeping customers"), has(Role.REP, Role.MGR),
        lambda user: dormant_customers(Customer.objects.visible_to(user)),
        "dormant-list", icon="zzz", tone="warn", order=31,
    )  # fmt: skip


def _monday():
    return today() - dt.timedelta(days=today().weekday())


def _tasks():
    register_task_kind("visit_follow_up", _("Next step after a visit"), "arrow-forward-up")
    register_task_kind("visit_report", _("Visit report"), "writing", by_hand=False,
                       how=_("Closed by writing the report of the visit."))  # fmt: skip
    register_task_kind("key_visit_due", _("Visit a key customer"), "star", by_hand=False,
                       how=_("Closed by a visit to the customer."))  # fmt: skip
    register_task_kind("weekly_visits", _("Visits missing in the week"), "table")
    register_task_kind("follow_up_due", _("Follow-up call"), "headset", by_hand=False,
                       how=_("Closed by logging the call."))  # fmt: skip


def _jobs():
    register_periodic("visit_report", _("Visit reports that are late"), "12 * * * *", remind_of_reports, "VIS-03")
    register_periodic(
        "weekly_visits", _("Visits of the past week"), "20 6 * * 1", close_week, "VIS-05", every_slot=True
    )
    register_periodic("key_customer_visit", _("Key customers to visit"), "30 6 * * *", alert_key_visits, "VIS-04")
    register_periodic("follow_up_due", _("Follow-up calls that are due"), "40 6 * * *", open_due_calls, "VIS-06")
