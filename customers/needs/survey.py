"""The needs survey: what is asked depends on the product family, and what is missing is named (OPP-01)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.needs.models import NeedsAnswer, NeedsSurvey, NeedsTemplate
from customers.needs.papers import issue_survey
from customers.needs.permissions import can_edit_survey, can_reopen_survey
from customers.needs.states import NeedsFieldKind
from customers.opportunity.models import Opportunity
from customers.opportunity.permissions import can_work_opportunity
from customers.opportunity.pursuit import advance
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.state import assign, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from customers.needs.models import NeedsField
    from salesmgmt.core.models import User

SURVEY = ("opportunity__customer__owner", "opportunity__assigned_to", "template")


def questions_of(survey: NeedsSurvey) -> list:
    """The questions asked now and those answered earlier, in order."""
    answered = {answer.field_id for answer in survey.answers.all()}
    return [field for field in survey.template.fields.all() if field.is_active or field.pk in answered]


def answers_of(survey: NeedsSurvey) -> dict:
    """``{field pk: text}``"""
    return {answer.field_id: answer.value for answer in survey.answers.all()}


def missing_answers(questions: list[NeedsField], answers: dict) -> list:
    """The labels of mandatory questions without an answer; pure (OPP-01)."""
    return [
        field.label
        for field in questions
        if field.is_active and field.is_required and not answers.get(field.pk, "").strip()
    ]


def as_value(field: NeedsField, text: str) -> Any:
    """An answer as its kind: Decimal, date or text, for pages and paper; pure."""
    if not text:
        return ""
    try:
        if field.kind in (NeedsFieldKind.NUMBER, NeedsFieldKind.MONEY):
            return Decimal(text)
        return dt.date.fromisoformat(text) if field.kind == NeedsFieldKind.DATE else text
    except (InvalidOperation, ValueError):  # the kind of the question was changed after it was answered
        return text


def survey_rows(survey: NeedsSurvey, user: User) -> list:
    """``[(question, value)]`` of what was answered or must be; amounts only for those who see prices."""
    answers = answers_of(survey)
    shown = [each for each in questions_of(survey) if each.kind != NeedsFieldKind.MONEY or sees_prices(user)]
    rows = [(each, as_value(each, answers.get(each.pk, ""))) for each in shown]
    return [(question, value) for question, value in rows if value != "" or question.is_required]


@transaction.atomic
def start_survey(pk: int, user: User, template: NeedsTemplate | None = None) -> NeedsSurvey:
    """Open the survey of an opportunity with the template of its product family, the generic one without."""
    opportunity = lock(Opportunity, pk, "customer__owner", "assigned_to")
    require(can_work_opportunity(user, opportunity))
    if NeedsSurvey.objects.filter(opportunity=opportunity).exists():
        raise BusinessError(_("This opportunity has its needs survey already."))
    if opportunity.status != Opportunity.Status.NEEDS_ANALYSIS:
        raise BusinessError(_("The needs analysis of this opportunity is over."))
    template = template or NeedsTemplate.objects.get(is_generic=True)
    contact = opportunity.customer.contacts.first()
    survey = NeedsSurvey.objects.create(
        number=next_number(NeedsSurvey.KIND),
        created_by=user,
        opportunity=opportunity,
        template=template,
        surveyed_on=today(),
        respondent=contact.name if contact else "",
    )
    audit.record(survey, user, gettext_noop("Created"), to_status=survey.status, comment=str(opportunity))
    return survey


@transaction.atomic
def update_survey(pk: int, user: User, answers: dict, **fields: Any) -> NeedsSurvey:
    """Keep what is known; it need not be complete. ``answers``: ``{field pk: text}``."""
    survey = lock(NeedsSurvey, pk, *SURVEY)
    require(can_edit_survey(user, survey))
    before = {answer.field_id: answer for answer in survey.answers.all()}
    changes = assign(survey, fields)
    for field in survey.template.fields.all():
        if field.pk not in answers:
            continue
        new, old = answers[field.pk].strip(), before.get(field.pk)
        if new != (old.value if old else ""):
            changes[field.label] = [old.value if old else "", new]
            NeedsAnswer.objects.update_or_create(survey=survey, field=field, defaults={"value": new})
    survey.save(update_fields=[*fields, *survey.touched_fields()])
    if changes:
        audit.record(survey, user, gettext_noop("Edited"), changes=changes)
    return survey


def why_not_complete(survey: NeedsSurvey) -> str:
    """Names what is missing before the survey is complete; "" where nothing is (OPP-01)."""
    if survey is None or survey.status == NeedsSurvey.Status.DISCARDED:
        return _("There is no needs survey yet.")
    missing = missing_answers(questions_of(survey), answers_of(survey))
    return _("The needs survey lacks: %(what)s.") % {"what": "、".join(missing)} if missing else ""


@transaction.atomic
def complete_needs(pk: int, user: User) -> Opportunity:
    """The survey is complete and the opportunity goes on: needs_analysis → solution (OPP-01, 001 三(一)3).

    Refused while a mandatory answer of the product family is missing; for prefab houses specification, material, use
    and budget.
    """
    opportunity = lock(Opportunity, pk, "customer__owner", "assigned_to")
    guard(opportunity, Opportunity.Status.SOLUTION)
    require(can_work_opportunity(user, opportunity))
    rows = NeedsSurvey.objects.select_for_update(of=("self",)).select_related(*SURVEY)
    survey = rows.filter(opportunity=opportunity).first()
    reason = why_not_complete(survey)
    if reason:
        raise BusinessError(reason)
    if survey.status == NeedsSurvey.Status.DRAFT:
        move(survey, NeedsSurvey.Status.COMPLETE, user)
        issue_survey(survey, user)
    if opportunity.status == Opportunity.Status.NEEDS_ANALYSIS:
        advance(opportunity, Opportunity.Status.SOLUTION, user, action=gettext_noop("Needs survey complete"))
    return opportunity


def complete_survey(pk: int, user: User) -> NeedsSurvey:
    """The same from the survey's own page."""
    survey = NeedsSurvey.objects.get(pk=pk)
    complete_needs(survey.opportunity_id, user)
    return survey


@transaction.atomic
def reopen_survey(pk: int, user: User, comment: str = "") -> NeedsSurvey:
    """complete → draft: the customer wants something else. The paper of the former state stays."""
    survey = lock(NeedsSurvey, pk, *SURVEY)
    guard(survey, NeedsSurvey.Status.DRAFT)
    require(can_reopen_survey(user, survey))
    return move(survey, NeedsSurvey.Status.DRAFT, user, comment=comment, revision=survey.revision + 1)
