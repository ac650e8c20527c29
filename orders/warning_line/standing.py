"""Where every customer stands at his warning line: the daily look and its alerts (SUP-07, 004 §5.4.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from customers.customer.models import Customer
from customers.evaluation.standing import with_grade_and_line
from orders.account.models import Account
from orders.account.querysets import total
from orders.invoice.models import Invoice
from orders.payment.figures import held_by_customer
from orders.supply.figures import committed_value
from orders.supply.rules import CONTRACT, Figures, balance_of, line_state
from orders.supply.words import yuan
from orders.warning_line.models import LineAlert
from orders.warning_line.states import LineState
from salesmgmt.core.calendar import day_of
from salesmgmt.core.domain.approvals.address import everybody, manager_above
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.notices import Message, notify_many
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import User
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal
    from typing import Any


@dataclass(frozen=True)
class Standing:
    """A customer with what is compared with his warning line. ``pk`` is his: the queue of failed rows asks for it."""

    customer: Customer
    balance: Decimal
    state: str
    open_alert: LineAlert | None

    @property
    def pk(self) -> int:
        return self.customer.pk


def standings(day: dt.date) -> list[Standing]:
    """All customers with a warning line or an open alert, with the balance that supply control compares (SET-09, SET-10).

    The figures of all come from a few queries; only SET-10 asks customer by customer what is committed.
    """
    rules = policy()
    accounts = Account.objects.all()
    balances = dict(accounts.values_list("customer", "balance"))
    held = held_by_customer(accounts, day)
    overdue = overdue_by_customer(day) if rules.supply_balance == "overdue" else {}
    alerts = {alert.customer_id: alert for alert in LineAlert.objects.open()}
    found = []
    customers = with_grade_and_line(Customer.objects.filter(pk__in=[*balances, *alerts]), day)
    for customer in customers.select_related("owner").order_by("pk"):
        figures = Figures(
            kind=CONTRACT,
            line=customer.warning_line,
            outstanding=balances.get(customer.pk, ZERO) + held.get(customer.pk, ZERO),
            overdue=overdue.get(customer.pk, ZERO),
            committed=committed_value(customer) if rules.supply_adds_demand else ZERO,
        )
        balance = balance_of(figures, rules)
        state = line_state(figures.line, balance, rules.near_line_percent)
        found.append(Standing(customer, balance, state, alerts.get(customer.pk)))
    return found


def overdue_by_customer(day: dt.date) -> dict:
    """``{customer pk: yuan}`` of open invoices whose due day has passed, red letters left out."""
    rows = Invoice.objects.open().exclude(source=Invoice.Source.CREDIT).filter(due_date__lt=day).order_by()
    return dict(rows.values_list("customer").annotate(sum=total("open_amount")))


def watch_warning_lines(at: dt.datetime | None = None) -> int:
    """J07, daily: who came near his warning line or crossed it is told to rep, manager and finance, once (SUP-07).

    An alert ends with its state; the same state the next day is the same alert, with the figures of that day.
    """
    at = at or timezone.now()
    rows = [each for each in standings(day_of(at)) if each.state or each.open_alert]
    people, finance = everybody(), list(User.objects.with_role(Role.FIN))

    def look(some: list[Standing]) -> int:
        return len(notify_many(_message(alert, people, finance) for alert in _look(some, at)))

    return in_batches("warning-line", rows, look)


def _look(rows: list[Standing], at: dt.datetime) -> list[LineAlert]:
    """The alerts raised now; those that hold are given the figures of the day, those that do not have ended."""
    kept, ended, raised = [], [], []
    for row in rows:
        alert = row.open_alert
        if alert is not None and alert.state == row.state:
            alert.balance, alert.line, alert.grade = row.balance, _line(row), _grade(row)
            kept.append(alert)
            continue
        if alert is not None:
            ended.append(alert.pk)
        if row.state:
            raised.append(
                LineAlert(
                    customer=row.customer,
                    state=row.state,
                    grade=_grade(row),
                    line=_line(row),
                    balance=row.balance,
                    raised_at=at,
                )
            )
    LineAlert.objects.bulk_update(kept, ["balance", "line", "grade"])
    if ended:
        LineAlert.objects.filter(pk__in=ended).update(ended_at=at)
    return LineAlert.objects.bulk_create(raised)


def _line(row: Any) -> Decimal:
    return row.customer.warning_line


def _grade(row: Any) -> str:
    return row.customer.grade_in_force


def _message(alert: LineAlert, people: dict[int, User], finance: list[User]) -> Message:
    """To the responsible rep, the manager above him and finance (SUP-07)."""
    owner = people.get(alert.customer.owner_id)
    over = alert.state == LineState.OVER

    def subject() -> str:
        words = _("Over the warning line: %(customer)s") if over else _("Near the warning line: %(customer)s")
        return words % {"customer": alert.customer}

    def body() -> str:
        figures = {"grade": alert.grade, "line": yuan(alert.line), "balance": yuan(alert.balance)}
        return _("Grade %(grade)s, warning line %(line)s, balance %(balance)s.") % figures

    return Message(
        [owner, manager_above(owner), *finance],
        subject,
        url=alert.get_absolute_url(),
        body=body,
        key=f"warning-line-{alert.pk}",
    )


def merge_alerts(kept: Customer, merged: Customer) -> None:
    """Two files become one: the alert of the merged one ends, the next day's look judges the balance of both."""
    merged.line_alerts.open().update(ended_at=timezone.now())
