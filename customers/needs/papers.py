"""F-04 needs survey (需求调研表)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from customers.needs.models import NeedsSurvey
    from salesmgmt.core.models import User


FORM, TEMPLATE = "F-04", "customers/needs/paper.html"


@pdf.in_chinese
def survey_pdf(survey: NeedsSurvey) -> bytes:
    """The issued paper of a complete survey, else a draft of what is known."""
    found = pdf.issued(survey, FORM, str(survey.revision))
    return pdf.read(found) if found else pdf.render(TEMPLATE, survey_context(survey))


@pdf.in_chinese
def issue_survey(survey: NeedsSurvey, user: User) -> None:
    """Print it once for each completion."""
    pdf.issue(
        survey,
        FORM,
        TEMPLATE,
        survey_context(survey),
        user,
        edition=str(survey.revision),
        file_name=f"{survey.number}.pdf",
    )


def survey_context(survey: NeedsSurvey) -> dict:
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
