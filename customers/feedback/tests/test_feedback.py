"""Service feedback, its evaluation and the report of a month."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from customers.feedback import review as feedbacks
from customers.feedback.models import ServiceFeedback
from customers.tests.factories import CustomerFactory
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def feedback_of(people, score=2, **fields):
    customer = fields.pop("customer", None) or CustomerFactory(owner=people.rep1)
    return feedbacks.record_feedback(people.rep1, customer, score=score, **fields)


class TestFeedback:
    def test_the_report_of_a_month_shows_average_count_and_open_improvements(self, people):
        """SVC-04"""
        day = today().replace(day=1)
        low = feedback_of(people, 2, given_on=day)
        feedback_of(people, 5, given_on=day, about="supply")
        feedback_of(people, 1, given_on=day - DAY)
        feedbacks.add_feedback_action(low.pk, people.rep1, department="qa", measure="加快答复", due_on=today())
        month = feedbacks.feedback_month(people.rep1, day)
        assert (month.total.average, month.total.count, month.total.low) == (Decimal("3.50"), 2, 1)
        assert (month.open_actions, month.overdue_actions) == (1, 0)
        assert feedbacks.feedback_month(people.rep2, day).total.average is None
        assert [row[1:] for row in feedbacks.feedback_trend(people.rep1, day)] == [
            (Decimal("1.00"), 1),
            (Decimal("3.50"), 2),
        ]

    def test_whoever_leads_evaluates_and_the_rep_does_not(self, people):
        """SVC-04"""
        feedback = feedback_of(people)
        with pytest.raises(PermissionDenied, match="已登记的客户反馈由销售主管、销售经理或客户服务中心评审"):
            feedbacks.review_feedback(feedback.pk, people.rep1, "…")
        with pytest.raises(BusinessError, match="请填写结论"):
            feedbacks.review_feedback(feedback.pk, people.supervisor, " ")
        assert feedbacks.review_feedback(feedback.pk, people.supervisor, "培训答复时限").status == "reviewed"
        with pytest.raises(PermissionDenied, match="客户反馈在评审前由负责该客户的销售人员编辑"):
            feedbacks.update_feedback(feedback.pk, people.rep1, score=5)
        feedback.refresh_from_db()
        assert feedback.score == 2


@pytest.mark.parametrize("month", ["2026-05", "x", "2026-13", "0000-01", "9999-12"])
def test_the_report_of_a_month_answers_whatever_month_is_asked_for(client, people, month):
    """SVC-04"""
    feedback_of(people)
    client.force_login(people.rep1)
    assert client.get(f"{reverse('service-feedback-month')}?month={month}").status_code == 200
    assert ServiceFeedback.objects.count() == 1
