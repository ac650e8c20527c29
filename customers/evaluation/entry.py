"""The customer evaluation report: opened, scored, checked and submitted (RAT-01, RAT-05, RAT-09, RAT-11)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer
from customers.evaluation.models import CustomerEvaluation, EvaluationScore
from customers.evaluation.permissions import can_edit_evaluation, can_evaluate_customer
from customers.scheme.scoring import Band, Criterion, Result, band_for, points_of, result_of
from customers.scheme.states import EvaluationCriterionKind
from customers.scheme.versions import read_scheme, scheme_on
from salesmgmt.core import audit
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    from customers.scheme.scoring import Scheme
    from salesmgmt.core.models import User


@dataclass(frozen=True)
class Answer:
    """What the rep gives for one criterion: a figure, or the letter of a band ("" is below all of them)."""

    value: Decimal | None = None
    letter: str | None = None
    remark: str = ""


@dataclass(frozen=True)
class Scored:
    """A criterion with its answer, band and points."""

    criterion: Criterion
    answer: Answer
    band: Band | None
    points: int | None

    @property
    def lacks_remark(self) -> bool:
        """A line below every printed band needs a remark 备注 (RAT-11)."""
        return self.band is not None and self.band.is_below and not self.answer.remark.strip()


def score(scheme: Scheme, answers: dict, limit_rule: str, points_below: int) -> list:
    """Every criterion of the scheme with its band and points; pure. ``answers``: {key: Answer} (RAT-01, RAT-02)."""
    return [
        _scored(criterion, answers.get(criterion.key, Answer()), limit_rule, points_below)
        for criterion in scheme.criteria
    ]


def _scored(criterion: Criterion, answer: Answer, limit_rule: str, points_below: int) -> Scored:
    if answer.letter is not None:
        band = criterion.band(answer.letter)
    else:
        band = None if criterion.is_choice else band_for(criterion, answer.value, limit_rule)
    return Scored(criterion, answer, band, points_of(band, points_below))


def outcome(scheme: Scheme, scored: list[Scored], on_lowest: str) -> Result:
    return result_of(scheme, {each.criterion.key: each.points for each in scored}, on_lowest)


def problems_before_submission(scored: list[Scored]) -> list:
    """Why the report cannot be submitted yet, in words; pure (RAT-01, RAT-11)."""
    problems = []
    missing = [each.criterion.name for each in scored if each.points is None]
    if missing:
        problems.append(_("Not yet scored: %(criteria)s.") % {"criteria": "、".join(missing)})
    silent = [each.criterion.name for each in scored if each.lacks_remark]
    if silent:
        problems.append(
            _("A remark is needed where no band is reached: %(criteria)s.") % {"criteria": "、".join(silent)}
        )
    return problems


def score_by_policy(scheme: Scheme, answers: dict) -> tuple:
    """Scored lines and their result by the settings of this moment (SET-02, SET-04, SET-05)."""
    rules = policy()
    scored = score(scheme, answers, rules.band_limit_rule, rules.points_below_band_d)
    return scored, outcome(scheme, scored, rules.total_on_lowest_threshold)


def answers_of(evaluation: CustomerEvaluation) -> dict:
    """The stored lines as answers, by criterion key."""
    return {row.criterion.key: _answer(row) for row in evaluation.scores.select_related("criterion", "band")}


def _answer(row: EvaluationScore) -> Answer:
    is_unranked = row.criterion.kind == EvaluationCriterionKind.RANK and row.value is None
    letter = (
        row.band.letter if row.band and (row.criterion.kind == EvaluationCriterionKind.CHOICE or is_unranked) else None
    )
    return Answer(row.value, letter, row.remark)


@transaction.atomic
def start_evaluation(customer_pk: int, user: User) -> CustomerEvaluation:
    """Open a report for a customer of one's own, by the scheme in force (RAT-05, RAT-09); one at a time."""
    customer = lock(Customer, customer_pk, "owner")
    require(can_evaluate_customer(user, customer))
    if customer.evaluations.open().exists():
        raise BusinessError(_("This customer already has an evaluation report that is not decided."))
    is_new = not customer.evaluations.effective().exists()
    evaluation = CustomerEvaluation(
        number=next_number("evaluation"),
        created_by=user,
        customer=customer,
        scheme=scheme_on(),
        occasion=CustomerEvaluation.Occasion.NEW if is_new else CustomerEvaluation.Occasion.QUARTERLY,
    )
    try:
        with transaction.atomic():
            evaluation.save()
    except IntegrityError as clash:
        raise BusinessError(_("This customer already has an evaluation report that is not decided.")) from clash
    audit.record(evaluation, user, gettext_noop("Created"), to_status=evaluation.status)
    return evaluation


@transaction.atomic
def update_evaluation(pk: int, user: User, answers: dict, opinion: str = "") -> CustomerEvaluation:
    """Keep the answers with their points, complete or not; a draft is always scored by the scheme in force (RAT-09)."""
    evaluation = lock(CustomerEvaluation, pk, "customer__owner", "scheme")
    require(can_edit_evaluation(user, evaluation))
    before = _in_words(evaluation)
    evaluation.scheme = scheme_on()
    result = write_scores(evaluation, answers)
    evaluation.opinion = opinion
    evaluation.total, evaluation.grade = (result.total, result.grade) if result.is_complete else (None, "")
    evaluation.save(update_fields=["scheme", "opinion", "total", "grade", *evaluation.touched_fields()])
    changes = audit.differences(before, _in_words(evaluation))
    if changes:
        audit.record(evaluation, user, gettext_noop("Edited"), changes=changes)
    return evaluation


def write_scores(evaluation: CustomerEvaluation, answers: dict) -> Result:
    """Replace the lines of the report; returns the Result."""
    scored, result = score_by_policy(read_scheme(evaluation.scheme), answers)
    evaluation.scores.all().delete()
    EvaluationScore.objects.bulk_create(
        EvaluationScore(
            evaluation=evaluation,
            criterion_id=each.criterion.pk,
            value=each.answer.value,
            band_id=each.band.pk if each.band else None,
            points=each.points,
            remark=each.answer.remark,
        )
        for each in scored
    )
    return result


def _in_words(evaluation: CustomerEvaluation) -> dict:
    rows = evaluation.scores.select_related("criterion", "band")
    lines = {row.criterion.name: score_in_words(row) for row in rows}
    return {**lines, "total": audit.as_text(evaluation.total), "opinion": evaluation.opinion}


def score_in_words(row: EvaluationScore) -> str:
    if row.band is None:
        return row.remark
    return " ".join(filter(None, [row.figure, row.band.text, f"= {row.points}", row.remark]))


def check_submission(evaluation: CustomerEvaluation, user: User) -> None:
    """Score anew by the scheme and settings of this moment, and refuse what is not complete (RAT-01, RAT-09, RAT-11).

    The scheme is kept as a snapshot on the report, so that a later version changes neither total nor grade.
    """
    if evaluation.scheme_id != scheme_on().pk:
        raise BusinessError(_("A new version of the scheme is in force. Open the report and save it again."))
    scheme = read_scheme(evaluation.scheme)
    scored, result = score_by_policy(scheme, answers_of(evaluation))
    problems = problems_before_submission(scored)
    if problems:
        raise BusinessError(" ".join(problems))
    write_scores(evaluation, {each.criterion.key: each.answer for each in scored})
    rules = policy()
    evaluation.total, evaluation.grade = result.total, result.grade
    evaluation.snapshot = {
        "scheme": scheme.as_data(),
        "band_limit_rule": rules.band_limit_rule,
        "total_on_lowest_threshold": rules.total_on_lowest_threshold,
        "points_below_band_d": rules.points_below_band_d,
    }
    evaluation.save(update_fields=["total", "grade", "snapshot", *evaluation.touched_fields()])
