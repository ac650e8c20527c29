"""What one customer says of us: the tab of his page."""

from decimal import Decimal

import pytest
from django.urls import reverse

from customers.feedback.tests.test_feedback import feedback_of
from customers.quality import improvement as improvements
from customers.quality.tests.test_pages import count_of
from customers.quality.tests.test_quality import DAY, opinion_of
from customers.quality_report.weekly import ensure_report, update_report
from customers.survey.answer import answer_survey, make_link
from customers.survey.tests.test_surveys import running, scores_for
from customers.tests.factories import CustomerFactory
from customers.voice.said import demand_of, quality_of, satisfaction_with_supply
from salesmgmt.core.calendar import today

pytestmark = pytest.mark.django_db


class TestCustomerTab:
    def test_quality_new_products_and_supply_stand_with_date_and_source(self, client, people):
        """CUS-09"""
        survey, (invitation,) = running(people)
        customer = invitation.customer
        from_survey = survey.number
        opinion = opinion_of(people, customer=customer, heard_on=today() - DAY)
        wish = improvements.record_suggestion(people.rep1, customer, kind="new_product", content="轻量化前桥")
        supply = feedback_of(people, 4, customer=customer, about="supply")
        quality = feedback_of(people, 3, customer=customer, about="quality")
        opinion_of(people)
        answer_survey(make_link(invitation.pk, people.rep1), scores_for(survey, 5, 4, 4, 3), "交货及时")
        assert [(each.day, each.document) for each in quality_of(customer, people.rep1)] == [
            (today(), quality.number),
            (today() - DAY, opinion.number),
        ]
        assert [each.document for each in demand_of(customer, people.rep1)] == [wish.number]
        found = {each.document: each.score for each in satisfaction_with_supply(customer, people.rep1)}
        assert found == {supply.number: 4, from_survey: Decimal("4.00")}
        client.force_login(people.rep1)
        text = client.get(reverse("customer-quality", args=[customer.pk])).content.decode()
        for number in (opinion.number, wish.number, supply.number, quality.number, from_survey):
            assert number in text
        client.force_login(people.rep2)
        assert client.get(reverse("customer-quality", args=[customer.pk])).status_code == 404

    def test_a_line_typed_by_hand_on_the_weekly_form_stands_there_too(self, client, people):
        """CUS-09"""
        customer = CustomerFactory(owner=people.rep1)
        report, _is_new = ensure_report(people.units.east, today())
        line = {"customer": customer, "content": "喷漆有色差", "department": "qa", "action": "比对色板"}
        update_report(report.pk, people.manager, lines=[line], is_nil=False, remark="")
        found = quality_of(customer, people.rep1)
        assert [(each.day, each.document, each.text) for each in found] == [
            (report.sunday, report.number, "喷漆有色差")
        ]
        client.force_login(people.rep1)
        text = client.get(reverse("customer-quality", args=[customer.pk])).content.decode()
        assert report.number in text
        assert "喷漆有色差" in text


def test_the_customers_tab_asks_as_often_for_three_of_everything(client, people, django_assert_max_num_queries):
    client.force_login(people.rep1)
    counts = []
    for number in (1, 3):
        customer = CustomerFactory(owner=people.rep1)
        for _each in range(number):
            opinion_of(people, customer=customer)
            feedback_of(people, customer=customer)
            improvements.record_suggestion(people.rep1, customer, content="…")
        address = reverse("customer-quality", args=[customer.pk])
        client.get(address)
        counts.append(count_of(client, address, django_assert_max_num_queries))
    assert counts[0] == counts[1]
