"""How the receivables of a person's people stand, for the first page: by person, and what came in and what is late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from orders.account.models import LedgerEntry
from orders.account.querysets import total
from orders.invoice.models import Invoice
from orders.payment.models import Payment
from orders.receivables.collection import COLLECTED
from salesmgmt.core import calendar
from salesmgmt.core.calendar import month_bounds
from salesmgmt.core.models import Task, User
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from decimal import Decimal

NEWEST = 5


@dataclass(frozen=True)
class PersonStanding:
    """Yuan collected this month, yuan overdue on how many invoices, and tasks past their day."""

    person: User
    collected: Decimal
    overdue: Decimal
    invoices: int
    tasks: int

    @property
    def tasks_address(self) -> str:
        """The list behind the number of tasks."""
        query = {"status": Task.Status.OPEN.value, "person": self.person.pk}
        return f"{reverse('task-list')}?{urlencode(query)}"


def team_of(user: User) -> list[PersonStanding] | None:
    """The reps and supervisors this person leads, most overdue first; four queries. None where he leads nobody."""
    day = calendar.today()
    owners = set().union(*(user.owner_ids(scope) for scope in ("t", "g")))
    people = User.objects.active().exclude(pk=user.pk).filter(roles__overlap=[Role.REP, Role.SUP])
    team = list((people if user.has_role(Role.DIR) else people.filter(pk__in=owners)).order_by("name"))
    if not team:
        return None
    keys = [person.pk for person in team]
    first, last = month_bounds(day)
    entries = LedgerEntry.objects.filter(COLLECTED, account__customer__owner__in=keys, date__range=(first, last))
    came = dict(entries.order_by().values_list("account__customer__owner").annotate(sum=total("amount")))
    bills = Invoice.objects.overdue(day).filter(customer__owner__in=keys).order_by()
    rows = bills.values_list("customer__owner").annotate(sum=total("open_amount"), number=Count("pk"))
    late = {owner: (amount, number) for owner, amount, number in rows}
    tasks = Task.objects.open().filter(person__in=keys, due_on__lt=day).order_by()
    waiting = dict(tasks.values_list("person").annotate(number=Count("pk")))
    found = [
        PersonStanding(person, -came.get(person.pk, ZERO), *late.get(person.pk, (ZERO, 0)), waiting.get(person.pk, 0))
        for person in team
    ]
    return sorted(found, key=lambda row: (-row.overdue, row.person.name))


def money_of(user: User) -> dict:
    """``came``: the newest payments; ``late``: the customers with most past its day, in yuan on how many invoices."""
    bills = Invoice.objects.visible_to(user).overdue(calendar.today()).order_by()
    late = bills.values("customer", "customer__name").annotate(amount=total("open_amount"), number=Count("pk"))
    came = Payment.objects.visible_to(user).select_related("customer").order_by("-pk")
    return {"came": list(came[:NEWEST]), "late": list(late.order_by("-amount")[:NEWEST])}
