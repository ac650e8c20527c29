"""What visits tell core."""

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from customers.visit.card import last_visit_in_words, next_visit_tile
from customers.visit.handover import hand_over_visits
from customers.visit.key_customer import alert_key_visits
from customers.visit.models import Visit
from customers.visit.permissions import can_create_visit, can_edit_visit
from customers.visit.report import remind_of_reports
from customers.visit.states import VisitStatus
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.evidence import register_evidence
from salesmgmt.core.permissions import Role, may_at_all, reads
from salesmgmt.core.registry import (
    DayRow,
    Shortcut,
    Tab,
    Tile,
    register_bar,
    register_command,
    register_day_part,
    register_document,
    register_fact,
    register_home_card,
    register_lookup,
    register_menu,
    register_periodic,
    register_quick_act,
    register_shortcut,
    register_tab,
    register_task_kind,
    register_tile,
)
from salesmgmt.core.web.status import register_tones


def register():
    register_document(Visit, "VIS", _("Visit"), _("Visits"), "map-pin", "visit-list")
    register_menu("visits", _("Visits"), "visit-list", "map-pin", reads("visit"), order=50)
    register_bar("visit-list", Role.REP, Role.SUP, order=10)
    register_quick_act("visit-create", _("New visit"), "map-pin", _plans_visits, order=10)
    register_day_part("visits", _("Visits"), _plans_visits, _visits_of, _todays_list, "map-pin", order=10)
    register_tones(info=[VisitStatus.APPOINTED, VisitStatus.REPORTED])
    register_evidence(Visit, also=can_edit_visit)
    register_command("customer", "hand_over", "visit", hand_over_visits, order=30)
    register_lookup(
        "visit",
        lambda user: (
            Visit.objects.visible_to(user)
            .exclude(status=VisitStatus.CANCELLED)
            .select_related("customer")
            .order_by("-day", "-pk")
        ),
        label=lambda visit: f"{visit.day:%Y-%m-%d} {visit.customer.name}",
        note=lambda visit: visit.purpose,
        search=lambda rows, text: rows.search(text),
        narrow=lambda rows, chosen: rows.filter(customer=chosen["customer"]) if "customer" in chosen else rows,
        parents={"customer": Customer},
    )
    _customer_page()
    _cards()
    _tasks()
    _jobs()


def _customer_page():
    register_tab(
        "customer",
        Tab(
            "visits",
            _("Visits"),
            "customer-visits",
            icon="map-pin",
            order=12,
            count=lambda customer, user: customer.visits.visible_to(user),
            can=lambda user, customer: may_at_all(user, "visit", "R"),
        ),
    )
    register_tile(
        "customer",
        Tile(
            "next-visit",
            _("Next visit"),
            next_visit_tile,
            "customer-visits",
            icon="calendar-event",
            order=20,
            can=lambda user, customer: may_at_all(user, "visit", "R"),
        ),
    )
    register_fact("customer", "last_visit", last_visit_in_words)
    register_shortcut(
        "customer",
        Shortcut("visit", _("Write a visit report"), "visit-log", can=can_create_visit, icon="writing", order=10),
    )


def _plans_visits(user):
    return may_at_all(user, "visit", "C")


def _todays_list(user):
    return reverse("visit-list") + f"?visitor=me&day_after={today()}&day_before={today()}"


def _visits_of(user, day, most):
    """The visits of the day, by their hour."""
    rows = Visit.objects.visible_to(user).filter(
        visitor=user, day=day, status__in=[Visit.Status.PLANNED, Visit.Status.APPOINTED]
    )
    for visit in rows.select_related("customer").order_by(F("time").asc(nulls_last=True), "pk")[:most]:
        yield DayRow(visit.customer, visit.get_absolute_url(), visit.purpose, at=visit.time)


def _cards():
    register_home_card(
        "visits-today",
        _("Visits today"),
        _plans_visits,
        lambda user: Visit.objects.visible_to(user).filter(
            visitor=user, day=today(), status__in=[Visit.Status.PLANNED, Visit.Status.APPOINTED]
        ),
        _todays_list,
        icon="map-pin",
        tone="info",
        order=12,
    )
    register_home_card(
        "visits-to-report",
        _("Visit reports missing"),
        lambda user: may_at_all(user, "visit", "C"),
        lambda user: Visit.objects.visible_to(user).filter(visitor=user, status=Visit.Status.DONE),
        f"visit-list?status={Visit.Status.DONE}&visitor=me",
        icon="writing",
        tone="warn",
        order=13,
    )


def _tasks():
    register_task_kind("visit_follow_up", _("Next step after a visit"), "arrow-forward-up")
    register_task_kind(
        "visit_report", _("Visit report"), "writing", by_hand=False, how=_("Closed by writing the report of the visit.")
    )
    register_task_kind(
        "key_visit_due", _("Visit a key customer"), "star", by_hand=False, how=_("Closed by a visit to the customer.")
    )


def _jobs():
    register_periodic(
        "visit_report", _("Visit reports that are late"), "12 * * * *", remind_of_reports, "VIS-03", in_batches=True
    )
    register_periodic(
        "key_customer_visit", _("Key customers to visit"), "30 6 * * *", alert_key_visits, "VIS-04", in_batches=True
    )
