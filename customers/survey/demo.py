"""The demo company's satisfaction surveys: three rounds of the past, one that runs, one being prepared."""

import datetime as dt

from customers.customer.states import CustomerStatus
from customers.survey.answer import answer_survey, make_link, mark_sent
from customers.survey.asking import create_survey, open_survey, survey_period
from customers.survey.models import SatisfactionSurvey, SurveyAnswer, SurveyInvitation
from salesmgmt.core.calendar import add_months, at, today

QUESTIONS = ("产品质量", "交货及时性", "包装与运输", "服务与技术支持", "投诉处理", "业务人员")
# How the answers of a round lie around; each round a little better than the one before.
PATTERNS = {
    18: (3, 4, 3, 5, 4, 2, 3),
    12: (4, 4, 3, 5, 4, 3, 3),
    6: (4, 5, 4, 4, 4, 3, 5),
    0: (5, 4, 4, 5, 4, 2, 5),
}
COMMENTS = ("交货再提前两天就更好", "", "技术人员到现场很及时", "", "希望增加样件说明", "", "包装改进后没有再生锈", "")
INTRODUCTION = "感谢您一直以来的支持。您的意见将直接用于改进我们的产品和服务。"
PAST_DAYS = 30


def build(company):
    active = [each for each in company.customers.values() if each.status == CustomerStatus.ACTIVE]
    for months in (18, 12, 6):
        _past_round(company, active, months)
    _running_round(company)
    create_survey(
        company.manager,
        [{"text": "您对新产品的试用是否满意？"}, {"text": "您对新产品的价格是否满意？"}],
        name="新产品试用满意度专项调查",
        opens_on=today(),
        closes_on=today() + dt.timedelta(days=45),
    )


def _round(company, opens_on, closes_on, period):
    name = f"{opens_on.year}年{'上' if opens_on.month <= 6 else '下'}半年客户满意度调查"
    survey = create_survey(
        company.service,
        [{"text": f"您对我们的{each}满意吗？"} for each in QUESTIONS],
        name=name,
        opens_on=opens_on,
        closes_on=closes_on,
        introduction=INTRODUCTION,
    )
    SatisfactionSurvey.objects.filter(pk=survey.pk).update(period=period)
    return survey


def _past_round(company, customers, months):
    """Written as it would stand there now: answering it once more through the page would take its time."""
    first, _last = survey_period(add_months(today(), -months), 6)
    survey = _round(company, first, first + dt.timedelta(days=PAST_DAYS), f"{first:%Y-%m}")
    SatisfactionSurvey.objects.filter(pk=survey.pk).update(status=SatisfactionSurvey.Status.OPEN)
    SatisfactionSurvey.objects.filter(pk=survey.pk).update(status=SatisfactionSurvey.Status.CLOSED)
    invitations = SurveyInvitation.objects.bulk_create(
        [
            SurveyInvitation(
                survey=survey,
                customer=customer,
                contact=customer.contacts.first(),
                status=SurveyInvitation.Status.ANSWERED if place % 4 else SurveyInvitation.Status.SENT,
                sent_at=at(first + dt.timedelta(days=2)),
                answered_at=at(first + dt.timedelta(days=3 + place % 20)) if place % 4 else None,
                comment=COMMENTS[place % len(COMMENTS)] if place % 4 else "",
            )
            for place, customer in enumerate(customers)
        ]
    )
    questions, scores = list(survey.questions.all()), PATTERNS[months]
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(invitation=each, question=question, score=scores[(place + number) % len(scores)])
        for place, each in enumerate(invitations)
        for number, question in enumerate(questions)
        if each.status == SurveyInvitation.Status.ANSWERED
    )


def _running_round(company):
    first, _last = survey_period(today(), 6)
    opens_on = today() - dt.timedelta(days=12)
    survey = _round(company, max(first, opens_on), today() + dt.timedelta(days=18), f"{first:%Y-%m}")
    open_survey(survey.pk, company.service)
    scores = PATTERNS[0]
    for place, invitation in enumerate(survey.invitations.select_related("customer__owner").order_by("pk")[:14]):
        owner = invitation.customer.owner
        token = make_link(invitation.pk, owner)
        mark_sent(invitation.pk, owner)
        if place % 3:
            given = {
                each.pk: scores[(place * 2 + number) % len(scores)]
                for number, each in enumerate(survey.questions.all())
            }
            answer_survey(token, given, COMMENTS[place % len(COMMENTS)])
