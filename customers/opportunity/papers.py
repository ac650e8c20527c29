"""F-04 needs survey (需求调研表) and F-05 solution (方案书)."""

from customers.solution.models import Solution
from salesmgmt.core.calendar import today
from salesmgmt.core.models import Attachment
from salesmgmt.core.output import pdf

SURVEY_FORM, SURVEY_TEMPLATE = "F-04", "customers/needs/paper.html"
SOLUTION_FORM, SOLUTION_TEMPLATE = "F-05", "customers/solution/paper.html"

# F-05 has these whatever the family of products demands.
PRINTED_PARTS = ("设计方案", "配置清单", "施工方案")


@pdf.in_chinese
def survey_pdf(survey):
    """The issued paper of a complete survey, else a draft of what is known."""
    found = pdf.issued(survey, SURVEY_FORM, str(survey.revision))
    return pdf.read(found) if found else pdf.render(SURVEY_TEMPLATE, survey_context(survey))


@pdf.in_chinese
def issue_survey(survey, user):
    """Print it once for each completion."""
    return pdf.issue(
        survey, SURVEY_FORM, SURVEY_TEMPLATE, survey_context(survey), user, edition=str(survey.revision),
        file_name=f"{survey.number}.pdf",
    )  # fmt: skip


def survey_context(survey):
    """Customer, product family, every question with its answer, date, who asked whom."""
    answers = {answer.field_id: answer.value for answer in survey.answers.all()}
    fields = [field for field in survey.template.fields.all() if field.is_active or field.pk in answers]
    return {
        "survey": survey,
        "opportunity": survey.opportunity,
        "customer": survey.opportunity.customer,
        "rows": [(field, answers.get(field.pk, "")) for field in fields],
        "number": survey.number,
        "date": survey.surveyed_on,
        "signatures": [("制表", survey.created_by, survey.created_at), ("审核", None, None), ("批准", None, None)],
    }


@pdf.in_chinese
def solution_pdf(solution):
    found = pdf.issued(solution, SOLUTION_FORM)
    return pdf.read(found) if found else pdf.render(SOLUTION_TEMPLATE, solution_context(solution))


@pdf.in_chinese
def issue_solution(solution, user):
    """Print it when the version is complete; it shows no prices."""
    return pdf.issue(
        solution, SOLUTION_FORM, SOLUTION_TEMPLATE, solution_context(solution), user, prices=False,
        file_name=f"{solution.number}.pdf",
    )  # fmt: skip


def solution_context(solution):
    """The parts with the files that make them up: always design, configuration and construction (OPP-02, F-05)."""
    files = list(Attachment.objects.of(solution))
    names = list(dict.fromkeys([*PRINTED_PARTS, *solution.template.parts]))
    parts = [(part, [file for file in files if file.kind == part]) for part in names]
    more = [file for file in files if file.kind not in names]
    return {
        "solution": solution,
        "opportunity": solution.opportunity,
        "customer": solution.opportunity.customer,
        "parts": parts,
        "more": more,
        "number": f"{solution.number} V{solution.version}",
        "date": today(),
        "signatures": [("制表", solution.created_by, solution.created_at), ("审核", None, None), ("批准", None, None)],
        "is_draft": solution.status == Solution.Status.DRAFT,
    }
