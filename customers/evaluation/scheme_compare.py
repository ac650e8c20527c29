"""Before a scheme or a report is put in force: who changes grade, and what that does to the warning lines (RAT-09)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from customers.customer.models import Customer
from customers.customer.states import Grade
from customers.evaluation.entry import Answer, outcome, score
from customers.evaluation.models import CustomerEvaluation, EvaluationScore
from customers.evaluation.standing import evaluation_on
from customers.scheme.models import WarningLine
from customers.scheme.states import EvaluationCriterionKind
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.registry import fact

if TYPE_CHECKING:
    from typing import Any

    from customers.scheme.scoring import Scheme
    from salesmgmt.core.models import User

GRADES = [*Grade.values, ""]
SHOWN_CHANGES = 200


@dataclass(frozen=True)
class Change:
    """One customer under two schemes; a line is None for grade E and for a report that is no longer complete."""

    customer: object
    old_grade: str
    new_grade: str  # "" where an answer has no band in the new scheme
    old_line: Decimal | None
    new_line: Decimal | None
    outstanding: Decimal | None = None

    @property
    def is_over(self) -> bool:
        """He would be beyond his new line with what he owes today."""
        return self.outstanding is not None and self.outstanding > (self.new_line or 0)

    @property
    def falls(self) -> bool:
        return (self.new_line or 0) < (self.old_line or 0)


@dataclass(frozen=True)
class Comparison:
    rows: list
    number: int  # of customers compared

    @property
    def changes(self) -> list:
        """Those whose grade or line changes, falling lines first."""
        found = [row for row in self.rows if row.old_grade != row.new_grade or row.old_line != row.new_line]
        return sorted(found, key=lambda row: (not row.is_over, not row.falls, row.old_grade, row.customer.name))

    @property
    def changed_grades(self) -> int:
        return sum(row.old_grade != row.new_grade for row in self.rows)

    @property
    def matrix(self) -> list:
        """``[(from, [(to, number)])]`` over the grades that occur."""
        counts = Counter((row.old_grade, row.new_grade) for row in self.rows)
        to = [grade for grade in GRADES if grade or any(not row.new_grade for row in self.rows)]
        return [(old, [(new, counts[old, new]) for new in to]) for old in Grade.values]

    @property
    def lines(self) -> tuple:
        """The sum of the warning lines before and after, and how many would be over theirs."""
        before = sum((row.old_line or 0 for row in self.rows), Decimal(0))
        after = sum((row.new_line or 0 for row in self.rows), Decimal(0))
        return before, after, sum(row.is_over for row in self.rows)


def compare_scheme(scheme: Scheme, customers: Any = None) -> Comparison:
    """Every customer's report in force, scored anew by ``scheme``; nothing is stored. Five queries, whatever the number.

    An answer in words keeps its letter, a figure finds its band among the new limits.
    """
    customers = Customer.objects.live() if customers is None else customers
    found = CustomerEvaluation.objects.filter(status=CustomerEvaluation.Status.APPROVED, customer__in=customers)
    reports = list(found.select_related("customer__owner"))
    answers = _answers_of(reports)
    lines = {(line.scheme_id, line.grade): line.amount for line in WarningLine.objects.all()}
    owed = fact("customer", "outstanding_of_many", [report.customer_id for report in reports], default=None)
    rules = policy()
    rows = []
    for report in reports:
        scored = score(scheme, answers.get(report.pk, {}), rules.band_limit_rule, rules.points_below_band_d)
        result = outcome(scheme, scored, rules.total_on_lowest_threshold)
        rows.append(
            Change(
                report.customer,
                report.grade,
                result.grade,
                lines.get((report.scheme_id, report.grade)),
                result.line.amount if result.line else None,
                None if owed is None else owed.get(report.customer_id, Decimal(0)),
            )
        )
    return Comparison(rows, len(rows))


def comparison_context(scheme: Scheme, user: User) -> dict:
    """The comparison over all customers; by name only those this person may see, amounts only with prices."""
    found = compare_scheme(scheme)
    visible = set(
        Customer.objects.visible_to(user)
        .filter(pk__in=[row.customer.pk for row in found.changes])
        .values_list("pk", flat=True)
    )
    changes = [row for row in found.changes if row.customer.pk in visible]
    before, after, over = found.lines
    return {
        "comparison": found,
        "changes": changes[:SHOWN_CHANGES],
        "more_changes": len(changes[SHOWN_CHANGES:]),
        "lines_before": before,
        "lines_after": after,
        "over": over,
        "sees_prices": sees_prices(user),
    }


def _answers_of(reports: list[CustomerEvaluation]) -> dict:
    """{report pk: {criterion key: Answer}} of all reports, in one query."""
    found: dict = {}
    values = EvaluationScore.objects.filter(evaluation__in=reports).values_list(
        "evaluation", "criterion__key", "criterion__kind", "value", "band__letter", "band", "remark"
    )
    for report, key, kind, value, letter, band, remark in values:
        in_words = band is not None and (
            kind == EvaluationCriterionKind.CHOICE or (kind == EvaluationCriterionKind.RANK and value is None)
        )
        found.setdefault(report, {})[key] = Answer(value, letter if in_words else None, remark)
    return found


def effect_of(evaluation: CustomerEvaluation) -> Change | None:
    """What approving this report changes: old grade and line, new grade and line, with what is owed (RAT-07).

    None for a report that is not complete or already decided.
    """
    if not evaluation.grade or evaluation.approved_on is not None:
        return None
    in_force = evaluation_on(evaluation.customer, today())
    wanted = {(evaluation.scheme_id, evaluation.grade)} | (
        {(in_force.scheme_id, in_force.grade)} if in_force else set()
    )
    lines = {
        (line.scheme_id, line.grade): line.amount
        for line in WarningLine.objects.filter(scheme__in=[scheme for scheme, _grade in wanted])
    }
    exposure = fact("customer", "exposure", evaluation.customer, default=None)
    return Change(
        evaluation.customer,
        in_force.grade if in_force else "",
        evaluation.grade,
        lines.get((in_force.scheme_id, in_force.grade)) if in_force else None,
        lines.get((evaluation.scheme_id, evaluation.grade)),
        exposure and exposure.outstanding,
    )
