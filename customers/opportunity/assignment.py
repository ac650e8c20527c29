"""Who follows an opportunity: screened, assigned and handed on (OPP-05, 002-3 §3.1.2 to §3.1.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer
from customers.opportunity.models import Opportunity
from customers.opportunity.permissions import can_assign_opportunity, can_screen_opportunity
from customers.opportunity.pursuit import FIRST_CONTACT_TASK
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.routing import route
from salesmgmt.core.domain.todo import close_tasks, hand_over_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.models.routing import Route
from salesmgmt.core.permissions import Role, scopes
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from salesmgmt.core.models.organisation import PeopleQuerySet


def assignable_to(user: User) -> PeopleQuerySet:
    """The reps of the supervisor's team, or of the manager's region (OPP-05, as LEAD-02)."""
    reach = set().union(*(user.owner_ids(scope) for scope in scopes(user, "opportunity", "assign") & set("tg")))
    return User.objects.with_role(Role.REP).filter(pk__in=reach)


@transaction.atomic
def assign_opportunity(pk: int, user: User, person: User, remark: str = "") -> Opportunity:
    """Give the opportunity to a rep of the own team or region; the former one may edit it no more (OPP-05).

    Raises BusinessError for a rep of another team, and where nothing would change.
    """
    opportunity = _locked(pk)
    require(can_assign_opportunity(user, opportunity))
    _refuse_stranger(user, person)
    if opportunity.assigned_to == person:
        raise BusinessError(_("%(person)s is already responsible.") % {"person": person})
    return _give(opportunity, user, person, remark)


@transaction.atomic
def screen_opportunity(pk: int, user: User, priority: str, person: User = None, remark: str = "") -> Opportunity:
    """Look an opportunity over: how important is it, and who follows it (OPP-05). Dropping it is losing it."""
    opportunity = _locked(pk)
    require(can_screen_opportunity(user, opportunity))
    if person is not None:
        _refuse_stranger(user, person)
    change(
        opportunity,
        user,
        gettext_noop("Screened"),
        comment=remark,
        priority=priority,
        screened_by=user,
        screened_at=timezone.now(),
    )
    if person is not None and person != opportunity.assigned_to:
        _give(opportunity, user, person, remark)
    return opportunity


@transaction.atomic
def hand_over_opportunities(customer: Customer, user: User, before: User, owner: User) -> None:
    """The customer has a new rep: what the former one still pursued with him goes along (CUS-08, OPP-05)."""
    rows = Opportunity.objects.open().filter(customer=customer, assigned_to=before)
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        _give(_locked(pk), user, owner, _("With the customer"), tell=False)


def why_not_deactivate_pursuer(person: User) -> str:
    """Why a rep cannot be deactivated yet: opportunities of other people's customers that he follows."""
    if Opportunity.objects.open().filter(assigned_to=person).exclude(customer__owner=person).exists():
        return _("%(person)s still follows opportunities. Assign them to somebody else first.") % {"person": person}
    return ""


def _locked(pk: int) -> Opportunity:
    return lock(Opportunity, pk, "customer__owner", "assigned_to")


def _refuse_stranger(user: User, person: User) -> None:
    if not assignable_to(user).filter(pk=person.pk).exists():
        raise BusinessError(_("%(person)s is not a sales representative of your team or region.") % {"person": person})


def _give(opportunity: Opportunity, user: User, person: User, remark: str, tell: bool = True) -> Opportunity:
    """The row is locked. A rep who follows somebody else's customer may read his file, and no longer than he does."""
    before = opportunity.assigned_to
    close_tasks(opportunity, FIRST_CONTACT_TASK, user, cancelled=True)
    change(
        opportunity,
        user,
        gettext_noop("Reassigned"),
        comment=remark,
        assigned_to=person,
        assigned_by=user,
        assigned_at=timezone.now(),
    )
    hand_over_tasks(opportunity, person)
    _open_file(opportunity.customer, before, person)
    if tell:
        notify(
            [person],
            lambda: _("An opportunity for you: %(what)s") % {"what": opportunity},
            url=opportunity.get_absolute_url(),
            body=remark,
        )
        notify(
            [before],
            lambda: _("%(what)s was given to %(person)s") % {"what": opportunity, "person": person},
            body=remark,
        )
    return opportunity


def _open_file(customer: Customer, before: User, person: User) -> None:
    if person.pk != customer.owner_id:
        route(customer, user=person)
    still = Opportunity.objects.open().filter(customer=customer, assigned_to=before).exists()
    if before is not None and not still:
        Route.objects.of(customer).filter(user=before).delete()
