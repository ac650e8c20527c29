"""What the rules find: each cause asks the room whose fact it is, in bulk, and puts the figures into words (RSK-03)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Count, Min, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from contracts.contract.models import Contract
from contracts.filing.receiving import late_on
from customers.complaint.models import Complaint
from customers.customer.models import Customer
from customers.evaluation.models import CustomerEvaluation
from customers.evaluation.outcome import is_drop
from orders.account.querysets import total
from orders.invoice.models import Invoice
from orders.order.models import Order
from orders.production.models import Production
from orders.supply.words import yuan
from orders.warning_line.standing import standings
from orders.warning_line.states import LineState
from performance.alert.rules import Finding, lower_limit, share
from performance.alert.states import AlertCause
from performance.metric.sales_rows import invoices_of
from salesmgmt.core.calendar import add_months
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.templatetags.salesmgmt import datefmt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from performance.alert.models import AlertRule

HUNDRED = Decimal(100)
ONE_PLACE = Decimal("0.1")


@dataclass(frozen=True)
class Days:
    """From one day to another, both included."""

    first: dt.date
    last: dt.date


class Look:
    """One look at everything on one day; what two rules ask for is read once."""

    def __init__(self, day: dt.date) -> None:
        self.day = day

    @cached_property
    def standings(self) -> list:
        """Where every customer with a line stands at it (SUP-07)."""
        found: list[Any] = standings(self.day)
        return [each for each in found if each.customer.warning_line]


def no_worse(look: Look) -> set[int]:
    """Nothing is worse than this cause."""
    return set()


@dataclass(frozen=True)
class Cause:
    """``find(look, rule)`` gives the findings at or above the lower limit; ``words(figures)`` says why. What a worse
    cause has taken the place of, ``worse(look)`` gives as objects, has not gone: ``ended`` says so."""

    model: type[Any]
    find: Callable
    words: Callable
    unit: Callable
    worse: Callable = no_worse
    ended: str = ""


# -- what customers owe -----------------------------------------------------------------------------------------------


def overdue(look: Look, rule: AlertRule) -> Iterable[Finding]:
    """Customers with an invoice that is so many days overdue (SET-54: 60†), the oldest named (REC-01)."""
    days = policy().overdue_alert_days
    least = int(lower_limit(Decimal(days), rule.clear_at))
    rows = (
        Invoice.objects.overdue(look.day)
        .filter(due_date__lte=look.day - dt.timedelta(days=least))
        .order_by()
        .values("customer", "customer__name")
        .annotate(oldest=Min("due_date"), sum=total("open_amount"))
    )
    for row in rows:
        late = (look.day - row["oldest"]).days
        figures = {"days": late, "since": row["oldest"].isoformat(), "amount": str(row["sum"]), "limit": days}
        yield Finding(row["customer"], row["customer"], row["customer__name"], late >= days, figures)


def overdue_words(figures: dict) -> str:
    return _("%(days)s days overdue since %(since)s, %(amount)s open; the limit is %(limit)s days.") % {
        "days": figures["days"],
        "since": datefmt(dt.date.fromisoformat(figures["since"])),
        "amount": yuan(Decimal(figures["amount"])),
        "limit": figures["limit"],
    }


def near_line(look: Look, rule: AlertRule) -> Iterable[Finding]:
    """Customers near their warning line, not over it: opened by SUP-07's own rule, from SET-12 on."""
    limit = Decimal(policy().near_line_percent)
    for each in look.standings:
        used = each.balance * HUNDRED / each.customer.warning_line
        if each.state != LineState.OVER and used >= lower_limit(limit, rule.clear_at):
            yield _at_line(each, used, each.state == LineState.NEAR)


def over_line(look: Look, rule: AlertRule) -> Iterable[Finding]:
    """Customers over their warning line: opened by SUP-07's own rule, ended well below the line."""
    for each in look.standings:
        used = each.balance * HUNDRED / each.customer.warning_line
        if each.state == LineState.OVER or (rule.clear_at is not None and used >= rule.clear_at):
            yield _at_line(each, used, each.state == LineState.OVER)


def beyond_near(look: Look) -> set[int]:
    """The customers who are near their line no longer because they are over it."""
    return {each.customer.pk for each in look.standings if each.state == LineState.OVER}


def _at_line(standing: Any, used: Decimal, opens: bool) -> Finding:
    customer = standing.customer
    figures = {
        "grade": customer.grade_in_force,
        "line": str(customer.warning_line),
        "balance": str(standing.balance),
        "used": str(used.quantize(ONE_PLACE)),
    }
    return Finding(customer.pk, customer.pk, customer.name, opens, figures)


def line_words(figures: dict) -> str:
    return _("Grade %(grade)s, warning line %(line)s, balance %(balance)s: %(used)s %% of the line.") % {
        "grade": figures["grade"],
        "line": yuan(Decimal(figures["line"])),
        "balance": yuan(Decimal(figures["balance"])),
        "used": figures["used"],
    }


def grade_drop(look: Look, rule: AlertRule) -> Iterable[Finding]:
    """Customers whose evaluation in force is worse than the one before it (RSK-04)."""
    effective = CustomerEvaluation.objects.effective().filter(customer=OuterRef("pk"), approved_on__lte=look.day)
    newest = effective.order_by("-approved_on", "-pk")
    rows = (
        Customer.objects.filter(merged_into__isnull=True)
        .annotate(
            after=Subquery(newest.values("grade")[:1]),
            before=Subquery(newest.values("grade")[1:2]),
            on=Subquery(newest.values("approved_on")[:1]),
        )
        .exclude(before__isnull=True)
        .order_by()
        .values_list("pk", "name", "before", "after", "on")
    )
    for pk, name, before, after, on in rows:
        if is_drop(before, after):
            yield Finding(pk, pk, name, True, {"before": before, "after": after, "on": on.isoformat()})


def grade_words(figures: dict) -> str:
    return _("The grade fell from %(before)s to %(after)s on %(on)s.") % {
        **figures,
        "on": datefmt(dt.date.fromisoformat(figures["on"])),
    }


# -- what we owe customers --------------------------------------------------------------------------------------------


def no_original(look: Look, rule: AlertRule) -> Iterable[Finding]:
    """Signed contracts whose original is not filed in time (CON-13, RSK-06)."""
    for contract in late_on(look.day):
        figures = {"version": contract.version, "signed": contract.our_signed_on.isoformat()}
        yield Finding(contract.pk, contract.customer_id, f"{contract.number} {contract.customer.name}", True, figures)


def original_words(figures: dict) -> str:
    return _("The original of version %(version)s, signed on %(signed)s, is not filed.") % {
        **figures,
        "signed": datefmt(dt.date.fromisoformat(figures["signed"])),
    }


def late_production(look: Look, rule: AlertRule) -> Iterable[Finding]:
    """Production that is not finished so many days after the planned one (PRD-07)."""
    least = int(lower_limit(rule.threshold or Decimal(0), rule.clear_at))
    rows = (
        Production.objects.running()
        .filter(planned_date__lt=look.day, planned_date__lte=look.day - dt.timedelta(days=least))
        .select_related("order__customer", "order_line__product")
    )
    for each in rows:
        days = (look.day - each.planned_date).days
        figures = {
            "days": days,
            "planned": each.planned_date.isoformat(),
            "done": f"{each.quantity_done:f}",
            "quantity": f"{each.quantity:f}",
        }
        subject = f"{each.number} {each.order.number} {each.order_line.product}"[:200]
        yield Finding(each.pk, each.order.customer_id, subject, days >= (rule.threshold or 0), figures)


def production_words(figures: dict) -> str:
    return _("Planned for %(planned)s, %(days)s days late; %(done)s of %(quantity)s done.") % {
        **figures,
        "planned": datefmt(dt.date.fromisoformat(figures["planned"])),
    }


# -- how customers stand to us ----------------------------------------------------------------------------------------


def one_customer(look: Look, rule: AlertRule) -> Iterable[Finding]:
    """Customers who bought more than a certain share of all that was sold in the last months (KPI-01)."""
    months = rule.months or 12
    since: Any = Days(add_months(look.day, -months) + dt.timedelta(days=1), look.day)
    sums = invoices_of(since).order_by().values("customer", "customer__name").annotate(sum=total("net"))
    rows = list(sums)
    whole = sum((row["sum"] for row in rows), Decimal(0))
    for row in rows:
        part = share(row["sum"], whole)
        if part is not None and part >= lower_limit(rule.threshold or HUNDRED, rule.clear_at):
            figures = {
                "share": str(part.quantize(ONE_PLACE)),
                "amount": str(row["sum"]),
                "whole": str(whole),
                "months": months,
            }
            opens = part >= (rule.threshold or HUNDRED)
            yield Finding(row["customer"], row["customer"], row["customer__name"], opens, figures)


def share_words(figures: dict) -> str:
    return _("%(share)s %% of what was sold in %(months)s months: %(amount)s of %(whole)s.") % {
        **figures,
        "amount": yuan(Decimal(figures["amount"])),
        "whole": yuan(Decimal(figures["whole"])),
    }


def complaints(look: Look, rule: AlertRule) -> Iterable[Finding]:
    """Customers with many complaints for each hundred orders confirmed in the same months."""
    since = add_months(look.day, -(rule.months or 3))
    counted = dict(
        Complaint.objects.filter(received_at__date__gt=since, received_at__date__lte=look.day)
        .order_by()
        .values("customer")
        .annotate(made=Count("pk"))
        .filter(made__gte=rule.cases or 1)
        .values_list("customer", "made")
    )
    confirmed = Q(orders__confirmed_at__date__gt=since) & ~Q(orders__status=Order.Status.CANCELLED)
    rows = Customer.objects.filter(pk__in=counted).annotate(confirmed=Count("orders", filter=confirmed)).order_by()
    for pk, name, orders in rows.values_list("pk", "name", "confirmed"):
        part = share(counted[pk], orders)
        # Complaints of a customer who ordered nothing in that time are many, whatever is divided.
        if part is None or part >= lower_limit(rule.threshold or HUNDRED, rule.clear_at):
            figures: dict[str, Any] = {"number": counted[pk], "orders": orders, "months": rule.months}
            figures["share"] = "" if part is None else str(part.quantize(ONE_PLACE))
            yield Finding(pk, pk, name, part is None or part >= (rule.threshold or HUNDRED), figures)


def complaint_words(figures: dict) -> str:
    return _("%(number)s complaints on %(orders)s orders in %(months)s months.") % figures


def days() -> str:
    return pgettext("alert", "days")


def per_cent() -> str:
    return "%"


def nothing() -> str:
    return ""


CAUSES: dict[str, Cause] = {
    AlertCause.OVERDUE: Cause(Customer, overdue, overdue_words, days),
    AlertCause.NEAR_LINE: Cause(
        Customer,
        near_line,
        line_words,
        per_cent,
        beyond_near,
        gettext_noop("The customer is over the warning line now."),
    ),
    AlertCause.OVER_LINE: Cause(Customer, over_line, line_words, per_cent),
    AlertCause.GRADE_DROP: Cause(Customer, grade_drop, grade_words, nothing),
    AlertCause.NO_ORIGINAL: Cause(Contract, no_original, original_words, nothing),
    AlertCause.LATE_PRODUCTION: Cause(Production, late_production, production_words, days),
    AlertCause.ONE_CUSTOMER: Cause(Customer, one_customer, share_words, per_cent),
    AlertCause.COMPLAINTS: Cause(Customer, complaints, complaint_words, per_cent),
}


def why(alert: Any) -> str:
    """The sentence that says why there is an alert, with the figures of the last look, in the reader's language."""
    return CAUSES[alert.rule.cause].words(alert.figures)


def threshold_of(rule: AlertRule) -> Decimal | None:
    """From where on a rule opens an alert: its own number, or that of the register of settings (SET-54, SET-12)."""
    by_setting: dict[str, Callable] = {
        AlertCause.OVERDUE: lambda: Decimal(policy().overdue_alert_days),
        AlertCause.NEAR_LINE: lambda: Decimal(policy().near_line_percent),
        AlertCause.OVER_LINE: lambda: HUNDRED,
    }
    return by_setting[rule.cause]() if rule.cause in by_setting else rule.threshold
