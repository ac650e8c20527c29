"""What a customer's evaluation allows: business at all, grade, warning line, validity. Read by every app to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.utils.translation import gettext as _

from customers.customer.models import Customer
from customers.customer.standing import Standing
from customers.customer.states import Grade
from customers.evaluation.history import history_of
from customers.evaluation.models import CustomerEvaluation
from customers.evaluation.permissions import HAS_OPEN
from customers.scheme.models import WarningLine
from salesmgmt.core.calendar import quarter_of, today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.read_once import read_once

if TYPE_CHECKING:
    import datetime as dt

    from customers.customer.querysets import CustomerQuerySet
    from customers.evaluation.querysets import EvaluationQuerySet
    from salesmgmt.core.models import User


def why_no_business(customer: Customer) -> str:
    """Why no quote, contract or order may be started for this customer; "" where it may (LEAD-06, RAT-04, RAT-05).

    Without an approved evaluation nothing may begin; a customer graded E is not developed.
    """
    reason = why_no_sample(customer)
    if reason or customer.grade:
        return reason
    return _("The evaluation of %(customer)s has not been approved yet: no business may be started before.") % {
        "customer": customer.name
    }


def why_no_sample(customer: Customer) -> str:
    """Why not even a sample may go to this customer; "" where it may (RAT-04).

    A sample comes before the evaluation: whoever digs for a potential customer has its samples confirmed first
    (LEAD-08). A customer graded E is not to be developed: it gets none, free of charge or not.
    """
    if customer.merged_into_id:
        return _("%(customer)s was merged into another file.") % {"customer": customer.name}
    if customer.grade == Grade.E or customer.status == Customer.Status.BLOCKED:
        return _("%(customer)s is graded E (do not develop): no quote, contract or order may be started.") % {
            "customer": customer.name
        }
    return ""


def evaluation_on(customer: Customer, day: dt.date) -> CustomerEvaluation | None:
    """The evaluation in force on that day: the last one approved until then, that day included (RAT-07); or None."""
    return _in_force(customer, day).first()


def _in_force(customer: Customer, day: dt.date) -> EvaluationQuerySet:
    """Those approved until that day, the one in force first."""
    return customer.evaluations.effective().filter(approved_on__lte=day).order_by("-approved_on", "-pk")


def grade_on(customer: Customer, day: dt.date) -> str:
    """The grade in force on that day, "" where there was none (RAT-07)."""
    found = evaluation_on(customer, day)
    return found.grade if found else ""


def warning_line_on(customer: Customer, day: dt.date) -> WarningLine:
    """The WarningLine in force on that day, by the scheme of the evaluation in force; None without, and for grade E."""
    in_force = _in_force(customer, day)
    scheme, grade = Subquery(in_force.values("scheme")[:1]), Subquery(in_force.values("grade")[:1])
    return WarningLine.objects.filter(scheme=scheme, grade=grade).first()


def quarters_apart(earlier: dt.date, later: dt.date) -> int:
    """How many calendar quarters lie between two days; 0 in the same quarter."""
    first, second = quarter_of(earlier), quarter_of(later)
    return (second.year - first.year) * 4 + second.number - first.number


def is_valid(approved_on: dt.date, day: dt.date, preceding_quarters: int) -> bool:
    """An evaluation approved in the quarter of ``day`` or so many quarters before it is valid (RAT-10, SET-06)."""
    return approved_on is not None and 0 <= quarters_apart(approved_on, day) <= preceding_quarters


def evaluation_valid_on(customer: Customer, day: dt.date) -> bool:
    """Is the customer's credit review recent enough for a contract on that day (RAT-10)?"""
    found = evaluation_on(customer, day)
    return is_valid(found.approved_on if found else None, day, policy().evaluation_valid_preceding_quarters)


def valid_until(approved_on: dt.date) -> dt.date:
    """The last day on which an evaluation of that day is recent enough for a contract (RAT-10, SET-06)."""
    quarter = quarter_of(approved_on)
    for _later in range(policy().evaluation_valid_preceding_quarters):
        quarter = quarter.following
    return quarter.last_day


def review_outdated(queryset: CustomerQuerySet, day: dt.date | None = None) -> CustomerQuerySet:
    """The customers in cooperation whose last report is too old for a contract: "credit review outdated" (RAT-06, RAT-10)."""
    oldest = quarter_of(day or today())
    for _before in range(policy().evaluation_valid_preceding_quarters):
        oldest = oldest.preceding
    recent = CustomerEvaluation.objects.effective().filter(customer=OuterRef("pk"), approved_on__gte=oldest.first_day)
    return queryset.filter(~Exists(recent), status=Customer.Status.ACTIVE)


def with_grade_and_line(queryset: CustomerQuerySet, day: dt.date | None = None) -> CustomerQuerySet:
    """Annotate customers with ``grade_in_force``, ``warning_line`` and ``warning_qty`` of a day, without more queries."""
    in_force = (
        CustomerEvaluation.objects.effective()
        .filter(customer=OuterRef("pk"), approved_on__lte=day or today())
        .order_by("-approved_on", "-pk")
    )
    line = WarningLine.objects.filter(scheme=OuterRef("scheme_in_force"), grade=OuterRef("grade_in_force"))
    return queryset.annotate(
        grade_in_force=Subquery(in_force.values("grade")[:1]), scheme_in_force=Subquery(in_force.values("scheme")[:1])
    ).annotate(
        warning_line=Subquery(line.values("amount")[:1]), warning_qty=Subquery(line.values("avg_monthly_qty")[:1])
    )


def standing_of(customer: Customer) -> Standing:
    """The Standing of a customer that its page shows, in one query."""
    line = WarningLine.objects.filter(scheme=OuterRef("scheme"), grade=OuterRef("grade"))
    approved = _in_force(customer, today()).values("pk")[:1]
    begun = customer.evaluations.open().values("pk")[:1]
    rows = customer.evaluations.filter(Q(pk__in=approved) | Q(pk__in=begun)).values_list(
        Case(When(pk__in=begun, then=True), default=False),
        "approved_on",
        Subquery(line.values("amount")[:1]),
        Subquery(line.values("avg_monthly_qty")[:1]),
    )
    found = {is_begun: row for is_begun, *row in rows}
    read_once(customer, HAS_OPEN, lambda: True in found)  # the buttons of the page ask
    day, amount, quantity = found.get(False, (None, None, None))
    return Standing(
        evaluated_on=day,
        valid_until=valid_until(day) if day else None,
        line_amount=amount,
        line_quantity=quantity,
        is_outdated=not is_valid(day, today(), policy().evaluation_valid_preceding_quarters),
        no_business=why_no_business(customer),
    )


def grades_of(customer: Customer, user: User) -> list[CustomerEvaluation]:
    """The reports once in force that the customer's page lists, newest first, to whoever may read evaluations."""
    return history_of(customer)[::-1] if may_at_all(user, "evaluation", "R") else []
