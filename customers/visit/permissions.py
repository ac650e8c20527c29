from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.preference.permissions import can_keep_preference
from customers.visit.states import VisitStatus
from salesmgmt.core.calendar import today
from salesmgmt.core.permissions import may, may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from customers.visit.models import Visit
    from salesmgmt.core.models import User


def can_create_visit(user: User, customer: Customer) -> bool:
    """The responsible rep; the manager of the region and the director visit too (VIS-04)."""
    return may(user, "visit", "C", owner=customer.owner) or _sponsors(user, customer)


def _sponsors(user: User, customer: Customer) -> bool:
    """The sponsor of a key customer visits it, whatever the region."""
    return customer.is_key and customer.executive_sponsor_id == user.pk and "C" in _verbs(user)


def _verbs(user: User) -> set:
    return {verb for verb in "CU" if may(user, "visit", verb, owner=user)}


@because(_("A visit is kept by the visitor or by the sales representative in charge of the customer."))
def can_edit_visit(user: User, visit: Visit) -> bool:
    """The visitor; and the responsible rep, who takes over what his predecessor planned."""
    if visit.visitor_id != user.pk and visit.customer.owner_id != user.pk:
        return False
    return may(user, "visit", "U", owner=visit.customer.owner) or _sponsors(user, visit.customer)


def can_check_in(user: User, visit: Visit) -> bool:
    """From the day of the visit on, once."""
    is_ahead = visit.status in (VisitStatus.PLANNED, VisitStatus.APPOINTED) and visit.day > today()
    is_open = (
        visit.status in (VisitStatus.PLANNED, VisitStatus.APPOINTED, VisitStatus.DONE) and visit.checked_in_at is None
    )
    return is_open and not is_ahead and can_edit_visit(user, visit)


def may_plan_visits(user: User) -> bool:
    return may_at_all(user, "visit", "C")


def can_report_visit(user: User, visit: Visit) -> bool:
    return visit.status in (VisitStatus.PLANNED, VisitStatus.APPOINTED, VisitStatus.DONE) and can_edit_visit(
        user, visit
    )


def can_appoint_visit(user: User, visit: Visit) -> bool:
    return visit.status == VisitStatus.PLANNED and can_edit_visit(user, visit)


def can_reschedule_visit(user: User, visit: Visit) -> bool:
    return visit.status == VisitStatus.APPOINTED and can_edit_visit(user, visit)


def can_remember_preference(user: User, visit: Visit) -> bool:
    return can_keep_preference(user, visit.customer)
