"""The demo company's evaluations: a history for each customer, and reports in every state."""

import datetime as dt
from decimal import Decimal

from customers.customer.models import Customer
from customers.evaluation.approval import steps_for_evaluation
from customers.evaluation.entry import Answer, start_evaluation, update_evaluation, write_scores
from customers.evaluation.models import CustomerEvaluation
from customers.evaluation.outcome import snapshot
from customers.opening.demo import moment
from customers.opening.demo_names import CUSTOMERS
from customers.scheme.versions import scheme_on
from salesmgmt.core import audit
from salesmgmt.core.calendar import SHANGHAI, quarter_of, today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.approvals import open_steps_of
from salesmgmt.core.domain.approvals.address import superiors
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import ApprovalRound, ApprovalStep

FIGURES = {
    "capacity": {"A": 120_000, "B": 60_000, "C": 20_000, "D": 8_000},
    "rank": {"A": 15, "B": 32, "C": 55},
    "capital": {"A": 95_000_000, "B": 42_000_000, "C": 18_000_000, "D": 6_000_000},
    "years": {"A": 12, "B": 4, "C": 2, "D": 1},
    "payment": {"A": 90, "B": 80, "C": 70, "D": 60, "": 45},
}


KEYS = ("capacity", "rank", "brand", "ownership", "capital", "assets", "years", "reputation", "payment")


# Nine bands that add up to each grade.
BANDS = {"A": "AABABAABA", "B": "BBBBBBABC", "C": "CCBCCCACC", "D": "DDCDDCBDD", "E": "DDDDDDDD"}


def answers_for(grade):
    """Nine answers that give this grade."""
    letters = dict(zip(KEYS, [*BANDS[grade], ""][:9], strict=True))
    found = {}
    for key, letter in letters.items():
        figure = FIGURES.get(key, {}).get(letter)
        if figure is None:
            found[key] = Answer(letter=letter)
        else:
            found[key] = Answer(value=Decimal(figure), remark="付款条件低于60%" if letter == "" else "")
    return found


def history_of_evaluations(customer, grade, opened):
    """The first report when the file was opened, the last one in this or the preceding quarter."""
    first = CustomerEvaluation.Status.SUPERSEDED
    better = {"A": "A", "B": "A", "C": "B", "D": "C", "E": "D"}[grade]
    past_evaluation(customer, better, opened + dt.timedelta(days=10), first, "new")
    latest = quarter_of(today()).first_day - dt.timedelta(days=20 + customer.pk % 40)
    past_evaluation(customer, grade, latest, CustomerEvaluation.Status.APPROVED, "quarterly")


def past_evaluation(customer, grade, day, status, occasion):
    evaluation = CustomerEvaluation.objects.create(
        number=next_number("evaluation", day),
        customer=customer,
        scheme=scheme_on(day),
        status=status,
        occasion=occasion,
        created_by=customer.owner,
        approved_on=day,
        opinion="生产经营正常，建议按评定等级合作。",
    )
    result = write_scores(evaluation, answers_for(grade))
    CustomerEvaluation.objects.filter(pk=evaluation.pk).update(
        total=result.total, grade=result.grade, created_at=moment(day - dt.timedelta(days=6))
    )
    audit.record(evaluation, customer.owner, "Created", to_status=CustomerEvaluation.Status.DRAFT)
    _past_round(evaluation, day)


def _past_round(evaluation, day):
    """The decisions of a report that was approved on that day."""
    owner = evaluation.customer.owner
    round_ = ApprovalRound.objects.create(
        document=evaluation,
        kind=evaluation.KIND,
        document_number=evaluation.number,
        title=evaluation.customer.name,
        status=ApprovalRound.Status.APPROVED,
        applicant=owner,
        closed_at=moment(day),
        snapshot=snapshot(evaluation),
    )
    ApprovalRound.objects.filter(pk=round_.pk).update(opened_at=moment(day - dt.timedelta(days=3)))
    for number, step in enumerate(steps_for_evaluation(evaluation, policy()), start=1):
        decider = next(person for person in superiors(owner) if person.has_role(step.role))
        at = moment(day - dt.timedelta(days=2 - number))
        ApprovalStep.objects.create(
            round=round_,
            order=step.order,
            role=step.role,
            assignee=decider if number == 1 else None,
            label=str(step.label),
            stage=step.stage,
            status=ApprovalStep.Status.APPROVED,
            opened_at=at - dt.timedelta(hours=5),
            decided_by=decider,
            decided_at=at,
            comment="情况属实" if number == 1 else "同意",
        )


def build_history(company):
    """Each graded customer's reports since its file was opened."""
    for customer in Customer.objects.exclude(grade="").select_related("owner").order_by("pk"):
        history_of_evaluations(customer, customer.grade, customer.created_at.astimezone(SHANGHAI).date())


def build(company):
    """Reports that wait somewhere on their way, and a re-evaluation that changes a grade."""
    states = {row[1]: row[6] for row in CUSTOMERS}
    for short, state in states.items():
        if state in ("draft", "submitted", "dept_reviewed", "returned", "rejected"):
            _walk(company, company.customers[short], state)
    _walk(company, company.customers["永川农机"], "approved")
    _walk(company, company.customers["滇池客车"], "submitted")


def _walk(company, customer, state):
    """Through the real approval, as far as ``state``."""
    evaluation = start_evaluation(customer.pk, customer.owner)
    grade = {"draft": "C", "rejected": "D", "approved": "A"}.get(state, "B")
    answers = answers_for(grade)
    if state == "draft":
        answers.pop("reputation")
    update_evaluation(evaluation.pk, customer.owner, answers, "客户有稳定需求，建议开发。")
    if state == "draft":
        return
    approvals.submit(evaluation, customer.owner)
    if state == "submitted":
        return
    step = open_steps_of(evaluation).get()
    if state == "rejected":
        approvals.reject(step.pk, step.assignee, "提供的财务资料与实际不符")
    elif state == "returned":
        approvals.send_back(step.pk, step.assignee, "请补充年度排名的依据")
    else:
        approvals.approve(step.pk, step.assignee, "情况属实")
    if state == "approved":
        approvals.approve(open_steps_of(evaluation).get().pk, company.gm, "同意")
