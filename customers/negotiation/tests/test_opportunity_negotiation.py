"""Quoted, negotiated, won or lost (OPP-04)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from customers.negotiation import rounds as negotiation
from customers.opportunity.pursuit import lose_opportunity
from customers.opportunity.tests.road import TOPICS, at_quoted, at_solution, fresh, presented
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


class TestNegotiation:
    def test_a_sent_quote_makes_it_quoted_and_a_new_version_leads_back(self, people, chance):
        """OPP-03, OPP-04"""
        at_quoted(chance, people.rep1)
        assert fresh(chance).status == "quoted"
        negotiation.offer_revised(chance.pk, people.rep1, "QUO-1-V2")
        assert fresh(chance).status == "quoted"
        negotiation.negotiate(chance.pk, people.rep1, note="要求降价")
        negotiation.offer_revised(chance.pk, people.rep1, "QUO-1-V2")
        assert fresh(chance).status == "quoting"
        negotiation.offer_sent(chance.pk, people.rep1, "QUO-1-V2")
        assert fresh(chance).status == "quoted"

    def test_before_its_solution_nothing_is_quoted(self, people, chance):
        with pytest.raises(BusinessError, match="needs analysis"):
            negotiation.offer_sent(chance.pk, people.rep1, "QUO-1")
        at_solution(chance, people.rep1)
        presented(chance, people.rep1)
        with pytest.raises(BusinessError, match="quoting first"):
            negotiation.offer_sent(chance.pk, people.rep1, "QUO-1")

    @pytest.mark.parametrize(
        "missing", ["quantity", "quality_standard", "packaging", "payment_terms", "delivery_place"]
    )
    def test_agreed_means_all_five_topics(self, people, chance, missing):
        """OPP-04"""
        at_quoted(chance, people.rep1)
        topics = {**TOPICS, missing: None if missing == "quantity" else ""}
        marked = [name for name in TOPICS["agreed_topics"] if name != missing]
        with pytest.raises(BusinessError, match="Not agreed yet"):
            negotiation.win_opportunity(chance.pk, people.rep1, **{**topics, "agreed_topics": marked})
        assert (fresh(chance).status, chance.negotiations.count()) == ("quoted", 0)
        record = chance.negotiations.create(held_on=today(), by=people.rep1, **topics)
        with pytest.raises(IntegrityError), transaction.atomic():
            chance.negotiations.filter(pk=record.pk).update(is_agreed=True)

    @pytest.mark.parametrize("missing", TOPICS["agreed_topics"])
    def test_any_text_in_a_field_is_no_agreement(self, people, chance, missing):
        """OPP-04: what the customer would like stands there too; won is what was marked as agreed."""
        at_quoted(chance, people.rep1)
        marked = [name for name in TOPICS["agreed_topics"] if name != missing]
        with pytest.raises(BusinessError, match="Not agreed yet"):
            negotiation.win_opportunity(chance.pk, people.rep1, **{**TOPICS, "agreed_topics": marked})
        assert (fresh(chance).status, chance.negotiations.count()) == ("quoted", 0)

    def test_a_topic_is_not_marked_without_what_was_agreed(self, people, chance):
        """OPP-04"""
        at_quoted(chance, people.rep1)
        with pytest.raises(BusinessError, match="Write down what was agreed on: packaging"):
            negotiation.negotiate(chance.pk, people.rep1, agreed_topics=["packaging"])
        assert (fresh(chance).status, chance.negotiations.count()) == ("quoted", 0)

    def test_what_was_marked_stays_marked_in_the_next_round(self, people, chance):
        at_quoted(chance, people.rep1)
        negotiation.negotiate(chance.pk, people.rep1, packaging="托盘", agreed_topics=["packaging"])
        assert negotiation.opening_terms(fresh(chance))["agreed_topics"] == ["packaging"]

    def test_rounds_are_kept_and_the_last_is_agreed(self, people, chance):
        """OPP-04"""
        at_quoted(chance, people.rep1)
        negotiation.negotiate(chance.pk, people.rep1, note="首轮", payment_terms="预付 30%")
        assert negotiation.opening_terms(fresh(chance))["payment_terms"] == "预付 30%"
        negotiation.negotiate(chance.pk, people.rep1, note="二轮", **TOPICS)
        with pytest.raises(
            PermissionDenied, match="An open opportunity is worked on by the sales representative it is"
        ):
            negotiation.win_opportunity(chance.pk, people.rep2, **TOPICS)
        negotiation.win_opportunity(chance.pk, people.rep1, note="成交", **TOPICS)
        assert (fresh(chance).status, chance.negotiations.count()) == ("won", 3)
        assert negotiation.agreement_of(chance).quantity == 40

    def test_lost_needs_a_reason(self, people, chance):
        """OPP-04"""
        with pytest.raises(BusinessError, match="reason"):
            lose_opportunity(chance.pk, people.rep1, " ")
        assert fresh(chance).status == "needs_analysis"
