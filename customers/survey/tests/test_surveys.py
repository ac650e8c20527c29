"""Satisfaction surveys: rounds, one-time links, one answer, results (SVC-05)."""

import datetime as dt
import hashlib
import re
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from customers.survey.answer import answer_survey, make_link, mark_sent
from customers.survey.asking import (
    close_survey,
    create_survey,
    invite_customer,
    open_survey,
    propose_round,
    survey_period,
    update_survey,
)
from customers.survey.models import SatisfactionSurvey, SurveyAnswer, SurveyInvitation
from customers.survey.satisfaction import by_question, overall, satisfaction_between, satisfaction_of, trend
from customers.tests.factories import CustomerFactory, active_customer, scheme
from salesmgmt.core.calendar import SHANGHAI, today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import AuditEntry, CompanyProfile, Task
from salesmgmt.core.registry import metrics_for
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.test_approvals import run_together

pytestmark = pytest.mark.django_db

QUESTIONS = [{"text": text} for text in ("质量", "交期", "服务", "价格")]
HIDDEN = "重庆保密车业有限公司"


def new_survey(user, **changes):
    values = {"name": "2026年下半年客户满意度调查", "opens_on": today(), "closes_on": today() + dt.timedelta(days=30)}
    return create_survey(user, [dict(each) for each in QUESTIONS], **{**values, **changes})


def running(people, customers=1):
    """An open round with an invitation of rep1 for each customer."""
    for _each in range(customers):
        active_customer(people.rep1)
    survey = open_survey(new_survey(people.service).pk, people.service)
    return survey, list(survey.invitations.order_by("pk"))


def scores_for(survey, *scores):
    return dict(zip(survey.questions.values_list("pk", flat=True), scores, strict=True))


def sheet(survey, *scores, **more):
    return {f"question_{pk}": score for pk, score in scores_for(survey, *scores).items()} | more


def test_5_4_4_3_are_4_of_5_or_80_per_cent():
    """SVC-05"""
    found = satisfaction_of([5, 4, 4, 3])
    assert (found.average, found.percent) == (Decimal("4.00"), Decimal("80.0"))
    nothing = satisfaction_of([])
    assert (nothing.average, nothing.percent) == (None, None)


@pytest.mark.parametrize(
    "day, months, first, last",
    [
        (dt.date(2026, 1, 1), 6, dt.date(2026, 1, 1), dt.date(2026, 6, 30)),
        (dt.date(2026, 6, 30), 6, dt.date(2026, 1, 1), dt.date(2026, 6, 30)),
        (dt.date(2026, 7, 1), 6, dt.date(2026, 7, 1), dt.date(2026, 12, 31)),
        (dt.date(2026, 11, 22), 12, dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
        (dt.date(2026, 11, 22), 1, dt.date(2026, 11, 1), dt.date(2026, 11, 30)),
    ],
)
def test_the_half_year_of_a_day(day, months, first, last):
    assert survey_period(day, months) == (first, last)


class TestClock:
    """J25"""

    def test_it_proposes_one_round_a_half_year_with_the_questions_of_the_last(self, people):
        """SVC-05"""
        moment = dt.datetime(2026, 7, 1, 6, 30, tzinfo=SHANGHAI)
        assert [propose_round(moment), propose_round(moment), propose_round(moment + dt.timedelta(days=90))] == [
            1,
            0,
            0,
        ]
        first = SatisfactionSurvey.objects.get()
        assert (first.status, first.period, first.questions.count()) == ("draft", "2026-07", 6)
        assert set(Task.objects.open().values_list("person__username", flat=True)) == {"service", "director"}
        update_survey(first.pk, people.director, QUESTIONS[:2])
        assert propose_round(dt.datetime(2027, 1, 1, 6, 30, tzinfo=SHANGHAI)) == 1
        second = SatisfactionSurvey.objects.get(period="2027-01")
        assert [each.text for each in second.questions.all()] == ["质量", "交期"]

    def test_it_closes_a_round_whose_last_day_is_over(self, people):
        survey, _invitations = running(people)
        later = dt.datetime.combine(survey.closes_on + dt.timedelta(days=1), dt.time(7), tzinfo=SHANGHAI)
        propose_round(later)
        survey.refresh_from_db()
        assert survey.status == "closed"
        assert not Task.objects.open().filter(kind="send_survey").exists()


class TestRunning:
    def test_opening_invites_customers_in_cooperation_and_asks_their_reps(self, people):
        """SVC-05"""
        mine, other = active_customer(people.rep1), active_customer(people.rep2)
        CustomerFactory(owner=people.rep1)
        survey = open_survey(new_survey(people.service).pk, people.service)
        assert set(survey.invitations.values_list("customer", flat=True)) == {mine.pk, other.pk}
        assert survey.invitations.get(customer=mine).contact.name == "王芳"
        tasks = Task.objects.open().filter(kind="send_survey")
        assert set(tasks.values_list("person__username", flat=True)) == {"rep1", "rep2"}

    def test_a_manager_invites_the_customers_of_his_region(self, people):
        mine = active_customer(people.rep1)
        active_customer(people.rep3)
        survey = open_survey(new_survey(people.manager).pk, people.manager)
        assert list(survey.invitations.values_list("customer", flat=True)) == [mine.pk]

    @pytest.mark.parametrize("name", ["rep1", "supervisor", "quality", "finance", "admin"])
    def test_others_run_no_surveys(self, people, name):
        active_customer(people.rep1)
        survey = new_survey(people.service)
        with pytest.raises(PermissionDenied, match="满意度调查由销售管理层和客户服务中心开展"):
            new_survey(getattr(people, name))
        with pytest.raises(PermissionDenied, match="满意度调查由发起人、销售总监和客户服务中心管理"):
            open_survey(survey.pk, getattr(people, name))
        survey.refresh_from_db()
        assert (survey.status, SatisfactionSurvey.objects.count(), SurveyInvitation.objects.count()) == ("draft", 1, 0)

    def test_questions_stay_once_it_is_open(self, people):
        survey, _invitations = running(people)
        with pytest.raises(PermissionDenied, match="满意度调查在开始前由管理人员编辑"):
            update_survey(survey.pk, people.service, QUESTIONS[:1])
        assert survey.questions.count() == 4

    def test_a_round_without_customers_or_after_its_last_day_does_not_open(self, people):
        with pytest.raises(BusinessError, match="没有可调查的合作客户"):
            open_survey(new_survey(people.service).pk, people.service)
        active_customer(people.rep1)
        day = today() - dt.timedelta(days=1)
        with pytest.raises(BusinessError, match="调查截止日期已过"):
            open_survey(new_survey(people.service, opens_on=day, closes_on=day).pk, people.service)
        assert set(SatisfactionSurvey.objects.values_list("status", flat=True)) == {"draft"}

    def test_a_customer_is_invited_once(self, people):
        survey, invitations = running(people)
        new = active_customer(people.rep2)
        invite_customer(survey.pk, people.service, new)
        for customer in (new, invitations[0].customer):
            with pytest.raises(BusinessError, match="已在调查名单中"):
                invite_customer(survey.pk, people.service, customer)
        assert survey.invitations.count() == 2
        assert Task.objects.open().filter(kind="send_survey", person=people.rep2).exists()


class TestLink:
    def test_only_the_digest_of_a_long_token_is_kept_and_a_new_link_ends_the_old(self, people):
        """SVC-05"""
        survey, (invitation,) = running(people)
        first, second = make_link(invitation.pk, people.rep1), make_link(invitation.pk, people.rep1)
        invitation.refresh_from_db()
        assert len(second) >= 43
        assert invitation.token_digest == hashlib.sha256(second.encode()).hexdigest()
        assert not AuditEntry.objects.filter(changes__has_key="token_digest").exists()
        assert answer_survey(first, scores_for(survey, 5, 5, 5, 5)) is None
        assert answer_survey(second, scores_for(survey, 5, 5, 5, 5)) == invitation

    @pytest.mark.parametrize("name", ["rep2", "supervisor", "gm", "quality", "finance"])
    def test_nobody_else_makes_a_link(self, people, name):
        _survey, (invitation,) = running(people)
        with pytest.raises(
            PermissionDenied, match="只有进行中的调查且尚未答复的邀请才能生成链接，并由有权发送的人员生成"
        ):
            make_link(invitation.pk, getattr(people, name))
        invitation.refresh_from_db()
        assert invitation.token_digest is None

    def test_it_is_marked_as_sent_after_it_was_made_and_the_to_do_ends_with_the_last(self, people):
        _survey, invitations = running(people, customers=2)
        with pytest.raises(PermissionDenied, match="请先生成链接"):
            mark_sent(invitations[0].pk, people.rep1)
        for invitation, left in zip(invitations, (1, 0), strict=True):
            make_link(invitation.pk, people.rep1)
            mark_sent(invitation.pk, people.rep1)
            assert Task.objects.open().filter(kind="send_survey").count() == left

    def test_no_link_for_a_survey_that_is_over_or_answered(self, people):
        survey, (invitation,) = running(people)
        answer_survey(make_link(invitation.pk, people.rep1), scores_for(survey, 5, 4, 4, 3))
        with pytest.raises(BusinessError, match="已经回答"):
            make_link(invitation.pk, people.rep1)
        other = active_customer(people.rep1)
        invite_customer(survey.pk, people.service, other)
        close_survey(survey.pk, people.service)
        with pytest.raises(BusinessError, match="调查未在进行"):
            make_link(survey.invitations.get(customer=other).pk, people.rep1)


class TestPublicPage:
    @pytest.fixture
    def link(self, people):
        CompanyProfile.objects.create(pk=1, full_name="重庆江汇汽车部件有限公司")
        customer = active_customer(people.rep1, name=HIDDEN)
        survey = open_survey(new_survey(people.service).pk, people.service)
        invitation = survey.invitations.get(customer=customer)
        return survey, invitation, reverse("survey-answer", args=[make_link(invitation.pk, people.rep1)])

    def test_a_customer_answers_without_login_in_chinese_and_sees_nothing_of_himself(self, client, link):
        """SVC-05"""
        survey, invitation, address = link
        page = client.get(address, HTTP_ACCEPT_LANGUAGE="en")
        text = page.content.decode()
        assert (page.status_code, page["Cache-Control"].count("no-store")) == (200, 1)
        assert "重庆江汇汽车部件有限公司" in text
        assert 'lang="zh-hans"' in text
        for secret in (HIDDEN, "王芳", "13800000000", invitation.customer.number):
            assert secret not in text
        answer = client.post(address, sheet(survey, 5, 4, 4, 3, comment="交货再快些"))
        assert answer["Location"] == reverse("survey-thanks")
        assert HIDDEN not in client.get(answer["Location"]).content.decode()
        invitation.refresh_from_db()
        assert (invitation.status, invitation.comment) == ("answered", "交货再快些")
        assert list(invitation.answers.values_list("score", flat=True)) == [5, 4, 4, 3]
        assert Task.objects.open().filter(kind="send_survey").count() == 0

    def test_unknown_used_expired_and_closed_links_get_the_same_page(self, client, people, link):
        """SVC-05: nothing tells them apart, so nothing can be tried out."""
        survey, invitation, address = link
        client.post(address, sheet(survey, 5, 4, 4, 3))
        unknown = reverse("survey-answer", args=["x" * 43])
        pages = [client.get(address), client.post(address, sheet(survey, 1, 1, 1, 1)), client.get(unknown)]
        second = active_customer(people.rep1)
        invite_customer(survey.pk, people.service, second)
        late = reverse("survey-answer", args=[make_link(survey.invitations.get(customer=second).pk, people.rep1)])
        day = today() - dt.timedelta(days=1)
        SatisfactionSurvey.objects.filter(pk=survey.pk).update(opens_on=day, closes_on=day)
        pages += [client.get(late), client.post(late, sheet(survey, 1, 1, 1, 1))]
        SatisfactionSurvey.objects.filter(pk=survey.pk).update(closes_on=today(), status="closed")
        pages.append(client.get(late))
        assert {page.status_code for page in pages} == {404}
        assert len({page.content for page in pages}) == 1
        assert list(SurveyAnswer.objects.values_list("score", flat=True)) == [5, 4, 4, 3]

    @pytest.mark.parametrize("bad", [None, "", "6", "0", "nan", "5 "])
    def test_an_incomplete_sheet_keeps_what_was_chosen(self, client, link, bad):
        survey, invitation, address = link
        data = sheet(survey, 5, 4, 4, 3, comment="好")
        first = next(iter(data))
        del data[first]
        page = client.post(address, data if bad is None else {**data, first: bad})
        assert page.status_code == 422
        assert re.search(r'value="4"\s+checked', page.content.decode())
        assert not SurveyAnswer.objects.exists()

    def test_a_post_from_elsewhere_is_refused(self, link):
        """CSRF is kept."""
        survey, _invitation, address = link
        answer = Client(enforce_csrf_checks=True).post(address, sheet(survey, 5, 4, 4, 3))
        assertContains(answer, "页面打开时间过长，请返回刷新后重新提交", status_code=403)
        assert not SurveyAnswer.objects.exists()

    def test_the_link_is_shown_once_to_the_rep(self, client, people, link):
        _survey, invitation, _address = link
        client.force_login(people.rep1)
        page = client.post(reverse("survey-invitation-link", args=[invitation.pk]))
        token = re.search(r"/answers/([\w-]{43,})/", page.content.decode())[1]
        assert page.context["text"].count(token) == 1
        invitation.refresh_from_db()
        assert invitation.token_digest == hashlib.sha256(token.encode()).hexdigest()
        assert "no-store" in page["Cache-Control"]
        assert token not in client.get(invitation.get_absolute_url()).content.decode()
        client.force_login(people.rep2)
        assert client.post(reverse("survey-invitation-link", args=[invitation.pk])).status_code == 404


class TestResults:
    def test_each_sees_the_answers_of_his_customers(self, people):
        """SVC-05"""
        survey, (invitation,) = running(people)
        other = active_customer(people.rep2)
        invite_customer(survey.pk, people.service, other)
        theirs = survey.invitations.get(customer=other)
        answer_survey(make_link(invitation.pk, people.rep1), scores_for(survey, 5, 4, 4, 3))
        answer_survey(make_link(theirs.pk, people.rep2), scores_for(survey, 1, 1, 1, 1))
        assert overall(by_question(survey, people.rep1)).average == Decimal("4.00")
        assert overall(by_question(survey, people.rep2)).average == Decimal("1.00")
        assert [row.satisfaction.average for row in by_question(survey, people.quality)] == [
            Decimal("3.00"),
            Decimal("2.50"),
            Decimal("2.50"),
            Decimal("2.00"),
        ]
        (row,) = trend(people.service)
        assert (row.invited, row.answered, row.satisfaction.average) == (2, 2, Decimal("2.50"))

    def test_the_metric_counts_a_period_and_people(self, people):
        """SVC-05"""
        survey, (invitation,) = running(people)
        answer_survey(make_link(invitation.pk, people.rep1), scores_for(survey, 5, 4, 4, 3))
        assert satisfaction_between(today(), today(), [people.rep1]).percent == Decimal("80.0")
        assert satisfaction_between(today(), today()).average == Decimal("4.00")
        assert satisfaction_between(today(), today(), [people.rep2]).average is None
        SurveyInvitation.objects.update(answered_at=timezone.now() - dt.timedelta(days=2))
        assert satisfaction_between(today(), today()).average is None

    def test_the_year_stands_on_the_home_page_of_those_it_concerns(self, people, client):
        """SVC-05"""

        def shown(user):
            found = [metric.value(user) for metric in metrics_for(user) if metric.name == "satisfaction"]
            client.force_login(user)
            assert client.get("/").status_code == 200
            return [figure and figure.value for figure in found]

        survey, (invitation,) = running(people)
        assert shown(people.rep1) == [None]
        answer_survey(make_link(invitation.pk, people.rep1), scores_for(survey, 5, 4, 4, 3))
        for user in (people.rep1, people.supervisor, people.manager, people.quality):
            assert shown(user) == [Decimal("0.8")]
        assert shown(people.rep2) == [None]
        assert shown(people.technical) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_one_moment_one_counts():
    """SVC-05"""
    people = company()
    scheme()
    survey, (invitation,) = running(people)
    token = make_link(invitation.pk, people.rep1)
    scores = [scores_for(survey, 5, 5, 5, 5), scores_for(survey, 1, 1, 1, 1)]
    results = run_together(*[lambda each=each: answer_survey(token, each) for each in scores])
    assert sorted(result is None for result in results) == [False, True]
    assert SurveyAnswer.objects.count() == 4
    assert set(SurveyAnswer.objects.values_list("score", flat=True)) in ({5}, {1})
