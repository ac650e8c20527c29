"""What a person reads of his own commission: earned so far, what is pending and why (PAY-04, PAY-09)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Q, Sum, Value, Window

from customers.customer.models import Customer, CustomerOwnerHistory
from orders.account.models import LedgerEntry
from orders.payment.models import Payment
from orders.payment.states import PaymentStatus
from performance.commission.models import CommissionLine, CommissionMonth, CommissionStatement, LineQuestion
from performance.commission.movement import BILLING, MONEY, Past, lines_of_entries, pasts_of
from performance.commission.states import CLOSED, OPEN, CommissionStatus, LineStanding
from performance.earning.states import WhyNot
from performance.earning.unpaid import unpaid_lines
from salesmgmt.core.calendar import add_months, at, today
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import may

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet

    from salesmgmt.core.models import User

SHOWN = 20
# Of a movement and its customer what a line is made of and shows.
ENTRY = ("account", "date", "kind", "object_id", "reference", "amount")
CUSTOMER = tuple(f"account__customer__{name}" for name in ("number", "name", "short_name", "owner", "is_mature"))


@dataclass
class Year:
    """The year of one person, in sums: two queries."""

    earned: Decimal = ZERO
    approved: Decimal = ZERO
    paid: Decimal = ZERO
    statements: list[CommissionStatement] = field(default_factory=list)


def year_of(person: User, year: int) -> Year:
    found = Year(statements=list(CommissionStatement.objects.filter(person=person).of_year(year).order_by("-month")))
    for statement in found.statements:
        found.earned += statement.total
        found.approved += statement.payable if statement.status in CLOSED else ZERO
        found.paid += statement.payable if statement.status == CommissionStatus.PAID else ZERO
    return found


def booked_since(person: User, day: dt.date) -> list[LedgerEntry]:
    """What was booked since the last computed month for customers that are, or once were, this person's."""
    last = CommissionMonth.objects.order_by("-month").values_list("month", flat=True).first()
    since = add_months(last, 1) if last else day.replace(day=1)
    past = CustomerOwnerHistory.objects.order_by()
    customers = own_customers(person).union(
        past.filter(from_user=person).values("customer"), past.filter(to_user=person).values("customer")
    )
    entries = LedgerEntry.objects.filter(
        account__customer__in=customers,
        kind__in=(*MONEY, *BILLING),
        created_at__gte=at(since),
        commission_lines__isnull=True,
    )
    return list(entries.select_related("account__customer").only(*ENTRY, *CUSTOMER).order_by("pk"))


def own_customers(person: User) -> QuerySet:
    """The keys of the customers he is in charge of."""
    return Customer.objects.filter(owner=person).order_by().values("pk")


def not_yet_computed(person: User, booked: list[LedgerEntry], pasts: dict[int, Past]) -> list[CommissionLine]:
    """The lines that it will give this person, as they stand today."""
    lines, counters = lines_of_entries(booked, pasts)
    mine = [line for line in (*lines, *counters) if line.person_id == person.pk]
    for line in mine:
        line.customer = line.entry.account.customer
    return sorted(mine, key=lambda line: line.day)


def customers_of(booked: list[LedgerEntry]) -> list[Customer]:
    return [entry.account.customer for entry in booked]


def unconfirmed(person: User) -> Any:
    """Money of his customers that finance has not confirmed: it counts only then (PAY-09)."""
    return (
        Payment.objects.filter(customer__any_of=ArraySubquery(own_customers(person)), status=PaymentStatus.RECORDED)
        .select_related("customer")
        .order_by("date", "pk")
    )


def undecided(person: User) -> list[CommissionLine]:
    """The newest lines whose rate nobody has decided (SET-20a); each says what the base of all of them is."""
    rows = CommissionLine.objects.filter(person=person, standing=LineStanding.PENDING_RATE)
    rows = rows.annotate(base_of_all=Window(Sum("base"))).select_related("customer", "entry", "counter_of")
    return list(rows.prefetch_related("questions").order_by("-day", "-pk")[:SHOWN])


def questions_of(person: User) -> list[LineQuestion]:
    """His disputed and held lines: open ones, and what was decided and is still to be paid."""
    rows = LineQuestion.objects.filter(statement__person=person).select_related(
        "statement", "by", "decided_by", "paid_in"
    )
    waiting = Q(withheld__gt=0, paid_in__isnull=True) | Q(withheld__gt=0, paid_in__status__in=OPEN)
    return list(rows.filter(Q(outcome="") | waiting)[:SHOWN])


LATEST = 8


def of_person(person: User, user: User) -> dict | None:
    """The card on a representative's page: what he earned in the year, line by line with the payment each comes from, and
    what is pending and why. None for who may not read his commission."""
    if not may(user, "commission", "R", owner=person):
        return None
    day = today()
    booked = booked_since(person, day)
    coming = not_yet_computed(person, booked, pasts_of(customers_of(booked)))
    written = list(
        CommissionLine.objects.filter(person=person, month__year=day.year)
        .exclude(amount=0)
        .select_related("customer", "entry")
        .order_by("-day", "-pk")[:LATEST]
    )
    earning = [line for line in reversed(coming) if line.amount]
    pending, (payments, money) = _pending(person)
    return {
        "year": year_of(person, day.year),
        "coming": sum((line.amount for line in coming), ZERO),
        "lines": [*earning, *written][:LATEST],
        "pending": pending,
        "unconfirmed": money,
        "payments": payments,
        "is_own": person == user,
    }


UNCONFIRMED = "unconfirmed"


def _pending(person: User) -> tuple[list[tuple], tuple[int, Decimal]]:
    """What is not paid by its reason: (reason, lines, base, commission); and how many payments nobody has confirmed yet,
    with their sum. One query."""
    lines = unpaid_lines(CommissionLine.objects.filter(person=person)).order_by().values("why")
    lines = lines.annotate(number=Count("pk"), bases=Sum("base"), amounts=Sum("amount"))
    money = unconfirmed(person).select_related(None).order_by().annotate(why=Value(UNCONFIRMED)).values("why")
    money = money.annotate(number=Count("pk"), bases=Sum("amount"), amounts=Sum("amount"))
    names = ("why", "number", "bases", "amounts")
    rows = list(lines.values_list(*names).union(money.values_list(*names), all=True))
    waiting = next(((number, base) for why, number, base, _same in rows if why == UNCONFIRMED), (0, ZERO))
    return [(WhyNot(why).label, *rest) for why, *rest in rows if why != UNCONFIRMED], waiting
