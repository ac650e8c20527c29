"""The quarterly round: every customer in cooperation is checked again, one by one (RAT-06, 004 §2.3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Case, CharField, Count, Exists, IntegerField, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from customers.customer.models import Customer
from customers.evaluation.entry import answers_of, start_evaluation, update_evaluation
from customers.evaluation.models import CustomerEvaluation
from customers.evaluation.outcome import submit_evaluation
from customers.evaluation.permissions import can_evaluate_customer
from customers.scheme.versions import read_scheme
from salesmgmt.core.calendar import Quarter, quarter_of, today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    import datetime as dt

    from customers.customer.querysets import CustomerQuerySet
    from salesmgmt.core.models import User

NOT_BEGUN, DRAFT, IN_APPROVAL, DONE = "not_begun", "draft", "in_approval", "done"
STATES = {
    NOT_BEGUN: pgettext_lazy("round", "Not begun"),
    DRAFT: pgettext_lazy("round", "Draft"),
    IN_APPROVAL: pgettext_lazy("round", "In approval"),
    DONE: pgettext_lazy("round", "Done"),
}
OVERDUE = "overdue"
WRITTEN = re.compile(r"(\d{4})Q([1-4])")


def quarter_from(text: str | None) -> Quarter:
    """``2026Q4`` as a Quarter; anything else is the present one."""
    found = WRITTEN.fullmatch(text or "")
    return Quarter(int(found[1]), int(found[2])) if found and int(found[1]) > 1 else quarter_of(today())


def is_over(quarter: Quarter, day: dt.date | None = None) -> bool:
    """From the day after its last one a quarter's missing reports are overdue (RAT-06)."""
    return (day or today()) > quarter.last_day


def in_round(customers: CustomerQuerySet, quarter: Quarter) -> CustomerQuerySet:
    """The customers to be checked in a quarter: those in cooperation, unless they became customers later (RAT-06).

    One whose report of this quarter ended the cooperation (grade E) was checked and still counts.
    """
    reports = CustomerEvaluation.objects.effective().filter(customer=OuterRef("pk"))
    is_older = Exists(reports.filter(approved_on__lte=quarter.last_day)) | ~Exists(reports)
    was_checked = Exists(CustomerEvaluation.objects.approved_in(quarter).filter(customer=OuterRef("pk")))
    return customers.filter(
        (Q(status=Customer.Status.ACTIVE) & is_older) | (Q(status=Customer.Status.BLOCKED) & was_checked)
    )


def with_round(customers: CustomerQuerySet, quarter: Quarter) -> CustomerQuerySet:
    """Annotate ``round_state``, ``done_on`` and the last and the open report; no further query per row (RAT-06)."""
    reports = CustomerEvaluation.objects.filter(customer=OuterRef("pk"))
    done = CustomerEvaluation.objects.approved_in(quarter).filter(customer=OuterRef("pk"))
    last = reports.effective().order_by("-approved_on", "-pk")
    begun = reports.open().order_by("-pk")
    return customers.annotate(
        done_on=Subquery(done.order_by("-approved_on", "-pk").values("approved_on")[:1]),
        last_pk=Subquery(last.values("pk")[:1]),
        last_on=Subquery(last.values("approved_on")[:1]),
        last_total=Subquery(last.values("total")[:1], output_field=IntegerField()),
        open_pk=Subquery(begun.values("pk")[:1]),
        open_status=Subquery(begun.values("status")[:1], output_field=CharField()),
        open_total=Subquery(begun.values("total")[:1], output_field=IntegerField()),
        open_grade=Subquery(begun.values("grade")[:1], output_field=CharField()),
    ).annotate(
        round_state=Case(
            When(done_on__isnull=False, then=Value(DONE)),
            When(
                open_status__in=[CustomerEvaluation.Status.SUBMITTED, CustomerEvaluation.Status.DEPT_REVIEWED],
                then=Value(IN_APPROVAL),
            ),
            When(
                open_status__in=[CustomerEvaluation.Status.DRAFT, CustomerEvaluation.Status.REJECTED], then=Value(DRAFT)
            ),
            default=Value(NOT_BEGUN),
            output_field=CharField(),
        )
    )


def round_of(customers: CustomerQuerySet, quarter: Quarter) -> CustomerQuerySet:
    """The worklist of a quarter over these customers."""
    return with_round(in_round(customers, quarter), quarter)


def missing_in(quarter: Quarter, customers: CustomerQuerySet | None = None) -> CustomerQuerySet:
    """Who has no approved report of the quarter; after its end these are overdue (RAT-06)."""
    customers = Customer.objects.all() if customers is None else customers
    done = CustomerEvaluation.objects.approved_in(quarter).filter(customer=OuterRef("pk"))
    return in_round(customers, quarter).filter(~Exists(done))


def progress_of(rows: CustomerQuerySet) -> tuple:
    """``(all, [(team, counts, [(rep, counts)])])`` of a worklist, in one query."""
    grouped = (
        rows.order_by()
        .values("owner", "owner__name", "owner__unit__name")
        .annotate(total=Count("pk"), **{state: Count("pk", filter=Q(round_state=state)) for state in STATES})
    )
    teams: dict = {}
    everything = _nothing()
    for row in grouped.order_by("owner__unit__name", "owner__name"):
        team = teams.setdefault(row["owner__unit__name"] or "", (_nothing(), []))
        team[1].append((row, row["owner__name"] or _("nobody")))
        for counts in (team[0], everything):
            for name in counts:
                counts[name] += row[name]
    return everything, [(name, counts, reps) for name, (counts, reps) in teams.items()]


def _nothing() -> dict:
    return dict.fromkeys(["total", *STATES], 0)


def last_report(customer: Customer) -> CustomerEvaluation | None:
    """The report whose answers a new one begins with: the last approved one."""
    return customer.evaluations.effective().order_by("-approved_on", "-pk").first()


@transaction.atomic
def copy_last_answers(customer_pk: int, user: User) -> CustomerEvaluation:
    """A new draft with the answers of the last approved report, to be changed where something changed (RAT-06).

    A criterion that the scheme in force no longer knows is left out; a band that is gone must be answered anew.
    """
    customer = lock(Customer, customer_pk, "owner")
    require(can_evaluate_customer(user, customer))
    last = last_report(customer)
    if last is None:
        raise BusinessError(_("There is no earlier report whose answers could be copied."))
    evaluation = start_evaluation(customer.pk, user)
    known = {each.key: each for each in read_scheme(evaluation.scheme).criteria}
    answers = {
        key: each
        for key, each in answers_of(last).items()
        if key in known and (each.letter is None or known[key].band(each.letter))
    }
    return update_evaluation(evaluation.pk, user, answers)


@transaction.atomic
def submit_round(customer_pk: int, user: User) -> CustomerEvaluation:
    """Submit the customer's draft from the worklist; the report itself decides whether it is complete (RAT-01, RAT-06)."""
    draft = CustomerEvaluation.objects.filter(customer=customer_pk).open().select_related("customer__owner").first()
    if draft is None:
        raise BusinessError(_("No report has been begun."))
    return submit_evaluation(draft.pk, user)
