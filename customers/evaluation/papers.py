"""F-02, the customer evaluation report (客户评定报告, 004 §2.4 to §2.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.calendar import today
from salesmgmt.core.models import ApprovalStep
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from customers.evaluation.models import CustomerEvaluation
    from salesmgmt.core.models import User


FORM_CODE = "F-02"
TEMPLATE = "customers/evaluation/paper.html"


@pdf.in_chinese
def evaluation_pdf(evaluation: CustomerEvaluation) -> bytes:
    """The bytes of the issued paper, or of a draft of it while the report is not approved (RAT-08)."""
    found = pdf.issued(evaluation, FORM_CODE)
    if found:
        return pdf.read(found)
    return pdf.render(TEMPLATE, {**paper_context(evaluation), "draft": evaluation.approved_on is None})


@pdf.in_chinese
def issue_evaluation(evaluation: CustomerEvaluation, user: User) -> None:
    """Print it once, when it is approved; the paper stays as it is whatever changes later (RAT-08)."""
    pdf.issue(evaluation, FORM_CODE, TEMPLATE, paper_context(evaluation), user, file_name=f"{evaluation.number}.pdf")


def paper_context(evaluation: CustomerEvaluation) -> dict:
    """Customer, criteria with value, band and points, total, grade, line, opinions, names and dates (RAT-08)."""
    decided = _decided_steps(evaluation)
    names = [("填报人", evaluation.created_by, evaluation.created_at)]
    names += [(_role(step), step.decided_by, step.decided_at) for step in decided]
    return {
        "evaluation": evaluation,
        "customer": evaluation.customer,
        "contact": evaluation.customer.contacts.first(),
        "scores": evaluation.scores.select_related("criterion", "band"),
        "line": evaluation.scheme.warning_lines.filter(grade=evaluation.grade).first(),
        "steps": decided,
        "number": evaluation.number,
        "date": evaluation.approved_on or today(),
        "signatures": names,
    }


def _role(step: ApprovalStep) -> str:
    return "部门负责人" if step.order == 1 else "公司评定"


def _decided_steps(evaluation: CustomerEvaluation) -> list[ApprovalStep]:
    """The agreements of the last round, in order."""
    steps = ApprovalStep.objects.filter(
        round__kind=evaluation.KIND, round__object_id=evaluation.pk, status=ApprovalStep.Status.APPROVED, is_live=True
    )
    last = steps.order_by("-round__no").values_list("round__no", flat=True).first()
    return list(steps.filter(round__no=last).select_related("decided_by", "on_behalf_of").order_by("order", "pk"))
