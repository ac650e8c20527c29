"""Every customer has exactly one person in charge (CUS-07), and a change of him is a manager's act (CUS-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from customers.customer.models import Customer, CustomerOwnerHistory
from customers.customer.permissions import can_reassign_customer
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.todo import hand_over_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role, scopes
from salesmgmt.core.registry import tell
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models.organisation import PeopleQuerySet


# The to-dos about a customer that go with it to its new rep; the manager's own stay his.
OWNERS_TASKS = ("customer_stale", "reevaluation_due", "reevaluation_overdue", "key_visit_due", "follow_up_due")


def possible_owners(user: User) -> PeopleQuerySet:
    """The reps whom this manager may put in charge: of his own region, or all (CUS-08)."""
    granted = scopes(user, "customer", "reassign")
    reps = User.objects.with_role(Role.REP)
    if "a" in granted:
        return reps
    return reps.filter(pk__in=set().union(*(user.owner_ids(scope) for scope in granted & set("tg"))))


@transaction.atomic
def reassign_customer(pk: int, user: User, owner: User, comment: str) -> Customer:
    """Put another rep in charge: who, when and why is kept, both are told, the old one sees the customer no more (CUS-08).

    Raises BusinessError for somebody who is not a rep of the manager's region, and where nothing would change.
    """
    customer = lock(Customer, pk, "owner")
    require(can_reassign_customer(user, customer))
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    if not possible_owners(user).filter(pk=owner.pk).exists():
        raise BusinessError(_("%(person)s is not a sales representative of your region.") % {"person": owner})
    before = customer.owner
    if before == owner:
        raise BusinessError(_("%(person)s is already responsible.") % {"person": owner})
    change(customer, user, gettext_noop("Reassigned"), comment=comment, owner=owner)
    CustomerOwnerHistory.objects.create(
        customer=customer, from_user=before, to_user=owner, changed_by=user, reason=comment.strip()[:200]
    )
    hand_over_work(customer, user, before, owner)
    notify(
        [owner],
        lambda: _("You are now responsible for %(customer)s") % {"customer": customer.name},
        url=customer.get_absolute_url(),
        body=comment,
    )
    notify(
        [before],
        lambda: _("%(customer)s was given to %(person)s") % {"customer": customer.name, "person": owner},
        body=comment,
    )
    return customer


def hand_over_work(customer: Any, user: User, before: User, owner: User) -> None:
    """What was still to be done for the customer goes to its new rep: he alone sees it from now on (CUS-08).

    Rooms to the right register what they hand over of their own as the command "hand_over".
    """
    hand_over_tasks(customer, owner, kinds=OWNERS_TASKS)
    tell(Customer.KIND, "hand_over", customer, user=user, before=before, owner=owner)


def why_not_deactivate(person: User) -> str:
    """Why a rep cannot be deactivated yet; "" where he can. Registered with core's people pages (CUS-07)."""
    number = Customer.objects.live().filter(owner=person).count()
    if not number:
        return ""
    return ngettext(
        "%(person)s is responsible for %(number)d customer. Reassign it first.",
        "%(person)s is responsible for %(number)d customers. Reassign them first.",
        number,
    ) % {"person": person, "number": number}
