"""What a rep wants to know at the gate, in one look: credit used, what is open, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import Task
from salesmgmt.core.read_once import read_once
from salesmgmt.core.registry import TileValue, fact, tiles_for

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from salesmgmt.core.models import User


SHOWN_TASKS = 5


@dataclass(frozen=True)
class Credit:
    """The warning line and how much of it is used; ``percent`` may pass 100. Without a line (grade E) it is None."""

    outstanding: Any
    line: Decimal | None
    percent: int | None
    tone: str
    overdue: Any = None

    @property
    def room(self) -> Decimal:
        return None if self.line is None or self.outstanding is None else self.line - self.outstanding

    @property
    def bar(self) -> int:
        """The width of the bar: never beyond its box, never negative."""
        return max(0, min(self.percent or 0, 100))


def credit_used(
    outstanding: Decimal, line: Decimal | None, near_percent: int, overdue: Decimal | None = None
) -> Credit:
    """How much of the line is used: warn from SET-12, bad beyond the line; pure."""
    if not line or outstanding is None:
        return Credit(outstanding, line, None, "bad" if outstanding and not line else "neutral", overdue)
    percent = int(outstanding * 100 / line)
    tone = "bad" if outstanding > line else "warn" if outstanding * 100 >= line * near_percent else "good"
    return Credit(outstanding, line, percent, tone, overdue)


def credit_of(customer: Customer, line: Decimal | None) -> Credit:
    """How much of the warning line (yuan, or None) the customer uses today, from what orders knows about its debts."""
    exposure = fact("customer", "exposure_shown", customer, default=None)
    outstanding, overdue = (exposure.outstanding, exposure.overdue) if exposure else (None, None)
    return credit_used(outstanding, line, policy().near_line_percent, overdue)


def tiles_of(customer: Customer, user: User) -> list:
    """``[(tile, value)]`` of what is open, as the apps that know it registered it."""
    found = []
    for tile in tiles_for(customer.KIND):
        if tile.can is None or tile.can(user, customer):
            value = tile.read(customer, user)
            if value is not None:
                found.append((tile, value))
    return found


def tasks_of(customer: Customer, user: User) -> list:
    """The open to-dos about this customer that the person may see, the most urgent first."""
    rows = Task.objects.visible_to(user).about(customer).open().select_related("person")
    return read_once(customer, f"tasks_of_{user.pk}", lambda: list(rows[:SHOWN_TASKS]))


def tasks_tile(customer: Customer, user: User) -> TileValue:
    shown = tasks_of(customer, user)
    number, late = len(shown), sum(task.due_on is not None and task.due_on < today() for task in shown)
    if number == SHOWN_TASKS:  # there may be more
        found = Task.objects.visible_to(user).about(customer).open().order_by()
        number, late = found.aggregate(number=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today()))).values()
    return TileValue(number, tone="bad" if late else "warn" if number else "neutral", address="#tasks")
