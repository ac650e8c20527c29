"""Visits: planned, agreed with the customer, held, cancelled (VIS-01, VIS-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer
from customers.visit.models import Visit
from customers.visit.permissions import can_check_in, can_create_visit, can_edit_visit
from salesmgmt.core import audit, calendar
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.routing import route
from salesmgmt.core.domain.todo import close_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.registry import tell
from salesmgmt.core.state import change, guard, lock, move, require
from salesmgmt.core.words import label_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from typing import Any

    from customers.contact.models import Contact
    from salesmgmt.core.models import User


@transaction.atomic
def plan_visit(user: User, *, customer: Customer, day: dt.date, purpose: str, **fields: Any) -> Visit:
    """Plan a visit of one's own; with contact and time it is agreed at once (VIS-01). The visitor is kept by name (VIS-04)."""
    require(can_create_visit(user, customer), _("You visit customers in your charge."))
    _ahead(day)
    visit = _new(user, customer, day, purpose, is_unplanned=False, **fields)
    if not missing_for_appointment(visit):
        move(visit, Visit.Status.APPOINTED, user)
    return visit


def _ahead(day: dt.date) -> None:
    if day < calendar.today():
        raise BusinessError(_("A plan lies ahead. Log a visit that was already made as unplanned."))


def _new(
    user: User,
    customer: Customer,
    day: dt.date,
    purpose: str,
    *,
    companions: tuple = (),
    categories: tuple = (),
    **fields: Any,
) -> Visit:
    if not purpose.strip():
        raise BusinessError(_("Say what the visit is for."))
    _own_contact(customer, fields.get("contact"))
    visit = Visit.objects.create(
        number=next_number(Visit.KIND),
        created_by=user,
        visitor=user,
        customer=customer,
        day=day,
        purpose=purpose.strip(),
        **fields,
    )
    _gather(visit, companions, categories)
    audit.record(visit, user, gettext_noop("Created"), to_status=visit.status)
    return visit


def _own_contact(customer: Customer, contact: Contact) -> None:
    if contact is not None and contact.customer_id != customer.pk:
        raise BusinessError(_("%(contact)s belongs to another customer.") % {"contact": contact})


def _gather(visit: Visit, companions: Any, categories: Any) -> None:
    """Who comes along reads the visit, and is told."""
    before = set(visit.companions.values_list("pk", flat=True))
    visit.companions.set(companions)
    visit.categories.set(categories)
    new = [person for person in companions if person.pk not in before]
    for person in new:
        route(visit, user=person)
    notify(
        new,
        lambda: _("%(person)s takes you along to %(customer)s") % {"person": visit.visitor, "customer": visit.customer},
        url=visit.get_absolute_url(),
        body=f"{visit.day} {visit.purpose}",
    )


@transaction.atomic
def log_visit(user: User, *, customer: Customer, visited_at: dt.datetime, purpose: str, **fields: Any) -> Visit:
    """Write down a visit that nobody planned: it counts, and is marked unplanned (VIS-01)."""
    require(can_create_visit(user, customer), _("You visit customers in your charge."))
    _not_ahead(visited_at)
    day = visited_at.astimezone(calendar.SHANGHAI).date()
    visit = _new(
        user, customer, day, purpose, status=Visit.Status.DONE, visited_at=visited_at, is_unplanned=True, **fields
    )
    _held(visit, user)
    return visit


def _not_ahead(moment: dt.datetime) -> None:
    if moment > timezone.now():
        raise BusinessError(_("A visit lies in the past."))


def _held(visit: Visit, user: User) -> None:
    """What follows from a visit that took place: the week counts it, and the reminder to go there is done."""
    tell(Visit.KIND, "held", visit)
    close_tasks(visit.customer, "key_visit_due", user)


@transaction.atomic
def update_visit(pk: int, user: User, *, companions: Iterable = (), categories: Iterable = (), **fields: Any) -> Visit:
    """Change the plan while the visit lies ahead."""
    visit = lock(Visit, pk, "customer__owner", "visitor")
    require(can_edit_visit(user, visit))
    if not visit.is_editable:
        raise BusinessError(
            _("The visit is “%(status)s”: its plan stays as it is.") % {"status": visit.get_status_display()}
        )
    if fields.get("day") and fields["day"] != visit.day:
        _ahead(fields["day"])
    if visit.status == Visit.Status.APPOINTED and not (fields.get("contact") and fields.get("time")):
        raise BusinessError(_("The visit is agreed: it keeps a contact and a time."))
    _own_contact(visit.customer, fields.get("contact"))
    fields.pop("customer", None)
    change(visit, user, gettext_noop("Edited"), **fields)
    _gather(visit, companions, categories)
    return visit


def missing_for_appointment(visit: Visit) -> list:
    """What an appointment needs and the plan lacks; pure (VIS-01)."""
    needed = {"contact": visit.contact_id, "time": visit.time}
    return [name for name, value in needed.items() if value is None]


def refuse_without_appointment(visit: Visit) -> None:
    missing = missing_for_appointment(visit)
    if missing:
        names = [str(label_of(Visit, name)) for name in missing]
        raise BusinessError(_("An appointment needs: %(fields)s.") % {"fields": "、".join(names)})


@transaction.atomic
def appoint_visit(
    pk: int, user: User, contact: Contact | None = None, day: dt.date | None = None, time: dt.time | None = None
) -> Visit:
    """planned → appointed, or another time for an appointment: with a contact and a time, else refused (VIS-01)."""
    visit = lock(Visit, pk, "customer__owner")
    guard(visit, Visit.Status.APPOINTED)
    require(can_edit_visit(user, visit))
    _own_contact(visit.customer, contact)
    if day:
        _ahead(day)
    return agree(visit, user, contact, time, day or visit.day)


def agree(visit: Visit, user: User, contact: Contact | None, time: dt.time | None, day: dt.date) -> Visit:
    """The write of appoint_visit, for a visit that is locked."""
    visit.contact, visit.time = contact or visit.contact, time or visit.time
    refuse_without_appointment(visit)
    return move(visit, Visit.Status.APPOINTED, user, contact=visit.contact, time=visit.time, day=day)


@transaction.atomic
def finish_visit(pk: int, user: User, visited_at: Any = None) -> Any:
    """appointed → done: it took place; its report is due within the hours of SET-33 (VIS-03)."""
    visit = lock(Visit, pk, "customer__owner")
    guard(visit, Visit.Status.DONE)
    require(can_edit_visit(user, visit))
    return hold(visit, user, visited_at or timezone.now())


def hold(visit: Visit, user: User, visited_at: dt.datetime) -> Visit:
    """The write of finish_visit, for a visit that is locked and may be held."""
    _not_ahead(visited_at)
    day = visited_at.astimezone(calendar.SHANGHAI).date()
    move(visit, Visit.Status.DONE, user, visited_at=visited_at, day=day)
    _held(visit, user)
    return visit


@transaction.atomic
def cancel_visit(pk: int, user: User, comment: str) -> Visit:
    visit = lock(Visit, pk, "customer__owner")
    guard(visit, Visit.Status.CANCELLED)
    require(can_edit_visit(user, visit))
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    return move(visit, Visit.Status.CANCELLED, user, comment=comment, cancelled_reason=comment.strip()[:200])


@transaction.atomic
def check_in(
    pk: int,
    user: User,
    latitude: float | str | None = None,
    longitude: float | str | None = None,
    accuracy: int | None = None,
) -> Visit:
    """Keep when the visitor stood at the gate, and where if his phone says so. Once, from the day of the visit on."""
    visit = lock(Visit, pk, "customer__owner")
    require(can_edit_visit(user, visit))
    if visit.checked_in_at is not None:
        raise BusinessError(_("You checked in already."))
    if not can_check_in(user, visit):
        raise BusinessError(_("One checks in on the day of the visit, and before its report."))
    if latitude is None or longitude is None:
        latitude = longitude = accuracy = None
    return change(
        visit,
        user,
        gettext_noop("Checked in"),
        checked_in_at=timezone.now(),
        latitude=latitude,
        longitude=longitude,
        accuracy=accuracy,
    )


def last_held(customer: Customer) -> Any:
    """The visits that were held, the last one first."""
    return customer.visits.held().order_by("-day", "-pk")
