"""Every page of quality information: one query count whatever the rows, forms that lead through the work."""

import pytest
from django.urls import reverse

from customers.complaint_cause.models import ComplaintCause
from customers.feedback.tests.test_feedback import feedback_of
from customers.product_info import publishing as product_info
from customers.quality import improvement as improvements
from customers.quality.models import QualityOpinion
from customers.quality.tests.test_quality import DAY, answered, opinion_of
from customers.quality_report.models import QualityFeedbackReport
from customers.quality_report.weekly import open_report
from customers.sample.request import request_sample
from customers.survey.tests.test_surveys import new_survey
from customers.tests.factories import CustomerFactory
from salesmgmt.core.calendar import today

pytestmark = pytest.mark.django_db


LISTS = {
    "quality-opinion-list": (opinion_of, 9),
    "improvement-action-list": (
        lambda people: improvements.add_opinion_action(
            answered(people).pk, people.rep1, department="qa", measure="全检", due_on=today()
        ),
        8,
    ),
    "improvement-suggestion-list": (
        lambda people: improvements.record_suggestion(people.rep1, CustomerFactory(owner=people.rep1), content="…"),
        8,
    ),
    "service-feedback-list": (feedback_of, 8),
    "product-document-list": (
        lambda people: product_info.create_document(people.technical, name="说明书", topic="use"),
        9,
    ),
    "sample-request-list": (
        lambda people: request_sample(
            people.rep1,
            CustomerFactory(owner=people.rep1),
            quantity=1,
            needed_on=today(),
            delivery_place="…",
            purpose="…",
        ),
        8,
    ),
    "quality-report-list": (
        lambda people: open_report(
            people.rep1, people.units.east, today() - 7 * DAY * QualityFeedbackReport.objects.count()
        ),
        11,
    ),
    "survey-list": (lambda people: new_survey(people.service), 8),
    "product-news-list": (lambda people: product_info.create_news(people.technical, headline="新品", body="…"), 9),
}


def count_of(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(100) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_often_for_three_rows_as_for_one(client, people, name, django_assert_max_num_queries):
    make, number = LISTS[name]
    client.force_login(people.rep1)
    make(people)
    client.get(reverse(name))
    one = count_of(client, reverse(name), django_assert_max_num_queries)
    make(people)
    make(people)
    assert (one, count_of(client, reverse(name), django_assert_max_num_queries)) == (number, number)


def test_an_opinion_page_asks_as_often_with_three_actions_as_with_one(client, people, django_assert_max_num_queries):
    client.force_login(people.rep1)
    opinion = answered(people)
    counts = []
    for number in (1, 2):
        for _each in range(number):
            improvements.add_opinion_action(opinion.pk, people.rep1, department="qa", measure="全检", due_on=today())
        client.get(opinion.get_absolute_url())
        counts.append(count_of(client, opinion.get_absolute_url(), django_assert_max_num_queries))
    assert counts[0] == counts[1]


def test_an_opinion_is_written_forwarded_and_answered_on_its_pages(client, people):
    """SVC-08"""
    customer = CustomerFactory(owner=people.rep1)
    client.force_login(people.rep1)
    data = {"customer": customer.pk, "channel": "visit", "heard_on": today().isoformat(), "content": "毛刺"}
    assert client.get(reverse("quality-opinion-create")).status_code == 200
    assert client.post(reverse("quality-opinion-create"), {**data, "content": ""}).status_code == 422
    assert client.post(reverse("quality-opinion-create"), data).status_code == 302
    opinion = QualityOpinion.objects.get()
    assert (
        client.post(reverse("quality-opinion-edit", args=[opinion.pk]), {**data, "content": "毛刺多"}).status_code
        == 302
    )
    address = reverse("quality-opinion-do", args=[opinion.pk, "forward"])
    assert client.post(address, {"department": "leg"}).status_code == 422
    assert client.post(address, {"department": "qa"}).status_code == 302
    assert client.get(opinion.get_absolute_url()).context["why_nots"]
    client.force_login(people.quality)
    assert client.get(opinion.get_absolute_url()).status_code == 200
    assert client.get(reverse("quality-opinion-edit", args=[opinion.pk])).status_code in (302, 403)
    answer = reverse("quality-opinion-do", args=[opinion.pk, "answer"])
    cause = ComplaintCause.objects.first()
    assert client.post(answer, {"answer": "去毛刺工序漏检", "cause": cause.pk}).status_code == 302
    opinion.refresh_from_db()
    assert (opinion.status, opinion.content, opinion.cause) == ("answered", "毛刺多", cause)
    client.force_login(people.rep2)
    assert client.get(opinion.get_absolute_url()).status_code == 404
