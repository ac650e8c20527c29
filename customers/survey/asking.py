"""Satisfaction surveys: proposed by the clock, opened by a person, sent customer by customer, closed (SVC-05)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer
from customers.survey.models import SatisfactionSurvey, SurveyInvitation, SurveyQuestion
from customers.survey.permissions import can_change_survey, can_create_survey, can_edit_survey
from salesmgmt.core import audit
from salesmgmt.core.calendar import SHANGHAI, add_months, today
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks, open_task
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from customers.customer.querysets import CustomerQuerySet


TO_OPEN, TO_SEND = "open_survey", "send_survey"

# The questions of the very first round; every later one starts from those of the round before.
FIRST_QUESTIONS = (
    gettext_noop("How satisfied are you with the quality of our products?"),
    gettext_noop("How satisfied are you with the punctuality of our deliveries?"),
    gettext_noop("How satisfied are you with packaging and transport?"),
    gettext_noop("How satisfied are you with our service and technical support?"),
    gettext_noop("How satisfied are you with the way we handle complaints?"),
    gettext_noop("How satisfied are you with your sales representative?"),
)


def survey_period(day: dt.date, months: int) -> tuple:
    """First and last day of the period of so many months that contains ``day``; pure (SET-40)."""
    index = (day.year * 12 + day.month - 1) // months * months
    first = dt.date(index // 12, index % 12 + 1, 1)
    return first, add_months(first, months) - dt.timedelta(days=1)


def next_questions() -> list:
    """Those of the latest regular round, before any special one; the first ones in Chinese: customers read them."""
    latest = SatisfactionSurvey.objects.filter(questions__isnull=False).order_by("-period", "-pk").first()
    if latest is not None:
        return [question.text for question in latest.questions.all()]
    with translation.override("zh-hans"):
        return [_(text) for text in FIRST_QUESTIONS]


@transaction.atomic
def create_survey(user: User, lines: list, **fields: Any) -> SatisfactionSurvey:
    require(can_create_survey(user))
    return _create(user, [line["text"] for line in lines], **fields)


def _create(user: User, questions: list[str], **fields: Any) -> SatisfactionSurvey:
    survey = SatisfactionSurvey.objects.create(number=next_number(SatisfactionSurvey.KIND), created_by=user, **fields)
    _write_questions(survey, questions)
    audit.record(survey, user, gettext_noop("Created"), to_status=survey.status)
    return survey


def _write_questions(survey: SatisfactionSurvey, texts: list[str]) -> None:
    survey.questions.all().delete()
    SurveyQuestion.objects.bulk_create([SurveyQuestion(survey=survey, text=text) for text in texts])


@transaction.atomic
def update_survey(pk: int, user: User, lines: list, **fields: Any) -> SatisfactionSurvey:
    """Only before it is opened: afterwards answers to different questions would be averaged."""
    survey = lock(SatisfactionSurvey, pk, "created_by")
    require(can_change_survey(user, survey))
    _write_questions(survey, [line["text"] for line in lines])
    return change(survey, user, gettext_noop("Edited"), **fields)


@transaction.atomic
def open_survey(pk: int, user: User) -> SatisfactionSurvey:
    """draft → open: every customer in cooperation whom this person sees is invited through its main contact, and each
    responsible rep has a to-do to send the links (SVC-05)."""
    survey = lock(SatisfactionSurvey, pk, "created_by")
    guard(survey, SatisfactionSurvey.Status.OPEN)
    require(can_edit_survey(user, survey))
    if survey.closes_on < today():
        raise BusinessError(_("The last day of this survey is over."))
    if not survey.questions.exists():
        raise BusinessError(_("Enter at least one question."))
    customers = Customer.objects.visible_to(user).filter(status=Customer.Status.ACTIVE)
    if not _invite(survey, customers):
        raise BusinessError(_("There is no customer in cooperation to be asked."))
    move(survey, SatisfactionSurvey.Status.OPEN, user)
    close_tasks(survey, [TO_OPEN], user)
    _ask_reps_to_send(survey)
    return survey


def _invite(survey: SatisfactionSurvey, customers: CustomerQuerySet) -> list[SurveyInvitation]:
    rows = customers.exclude(survey_invitations__survey=survey).prefetch_related("contacts").order_by("pk")
    made = [
        SurveyInvitation(survey=survey, customer=each, contact=next(iter(each.contacts.all()), None)) for each in rows
    ]
    return SurveyInvitation.objects.bulk_create(made)


def _ask_reps_to_send(survey: SatisfactionSurvey) -> None:
    waiting = survey.invitations.filter(status=SurveyInvitation.Status.TO_SEND).values_list("customer__owner")
    for person in User.objects.filter(pk__in=waiting).order_by("pk"):
        open_task(
            TO_SEND,
            survey,
            person,
            lambda: _("Send the survey “%(survey)s” to your customers") % {"survey": survey.name},
            key=str(person.pk),
            due_on=survey.closes_on,
        )


@transaction.atomic
def invite_customer(pk: int, user: User, customer: Customer) -> SatisfactionSurvey:
    """One more customer, for instance one that began to buy during the round."""
    survey = lock(SatisfactionSurvey, pk, "created_by")
    require(can_edit_survey(user, survey))
    if not survey.is_running:
        raise BusinessError(_("Customers are invited while the survey runs."))
    if not _invite(survey, Customer.objects.visible_to(user).filter(pk=customer.pk)):
        raise BusinessError(_("%(customer)s was already invited.") % {"customer": customer})
    audit.record(survey, user, gettext_noop("Invited"), comment=str(customer), about=[customer])
    _ask_reps_to_send(survey)
    return survey


@transaction.atomic
def close_survey(pk: int, user: User) -> SatisfactionSurvey:
    """open → closed; links that were not used no longer lead anywhere."""
    survey = lock(SatisfactionSurvey, pk, "created_by")
    guard(survey, SatisfactionSurvey.Status.CLOSED)
    require(can_edit_survey(user, survey))
    return _close(survey, user)


def _close(survey: SatisfactionSurvey, user: User) -> SatisfactionSurvey:
    move(survey, SatisfactionSurvey.Status.CLOSED, user)
    close_tasks(survey, [TO_SEND], user, cancelled=True)
    return survey


def _close_over(survey: SatisfactionSurvey) -> int:
    _close(lock(SatisfactionSurvey, survey.pk), None)
    return 1


@transaction.atomic
def propose_round(moment: dt.datetime) -> int:
    """J25: the round of the present period as a draft, with the questions of the last one and a to-do for those who
    run surveys; rounds whose last day is over are closed. Once a period of SET-40 months (SVC-05)."""
    day = moment.astimezone(SHANGHAI).date()
    over = list(
        SatisfactionSurvey.objects.filter(status=SatisfactionSurvey.Status.OPEN, closes_on__lt=day).order_by("pk")
    )
    done = one_by_one("satisfaction-survey", over, _close_over)
    first, last = survey_period(day, policy().survey_months)
    people = list(User.objects.with_role(Role.SVC, Role.DIR).order_by("pk"))
    if not people or SatisfactionSurvey.objects.filter(period=f"{first:%Y-%m}").exists():
        return done
    _propose(day, first, last, people)
    return done + 1


def _propose(day: dt.date, first: dt.date, last: dt.date, people: list[User]) -> None:
    with translation.override("zh-hans"):
        name = _("Customer satisfaction survey %(year)d-%(from)d to %(until)d") % {
            "year": first.year,
            "from": first.month,
            "until": last.month,
        }
    survey = _create(
        None,
        next_questions(),
        name=name,
        period=f"{first:%Y-%m}",
        opens_on=day,
        closes_on=day + dt.timedelta(days=policy().survey_open_days),
    )
    for person in people:
        open_task(
            TO_OPEN,
            survey,
            person,
            lambda: _("Check the questions of “%(survey)s” and open it") % {"survey": name},
            key=str(person.pk),
            due_on=survey.closes_on,
        )
