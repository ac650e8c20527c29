"""What the departments answer about a complex project (OPP-03)."""

import pytest
from django.core.exceptions import PermissionDenied

from customers.negotiation import rounds as negotiation
from customers.negotiation.quoting import begin_quoting
from customers.opportunity.models import Opportunity
from customers.opportunity.pursuit import create_opportunity, lose_opportunity, update_opportunity
from customers.opportunity.tests.road import TOPICS, at_quoting, at_solution, fresh, presented
from customers.solution.models import Solution
from customers.support import request as support
from customers.support.models import SupportRequest
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import DepartmentNotice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


class TestSupport:
    def complex_one(self, people, chance):
        at_solution(chance, people.rep1)
        update_opportunity(chance.pk, people.rep1, is_complex=True)
        presented(chance, people.rep1)
        return fresh(chance)

    def answer(self, person, chance, feasible=True):
        request = SupportRequest.objects.get(opportunity=chance, department=person.roles[0], status="asked")
        return support.answer_support(chance.pk, person, request, feasible, "已核对图纸")

    def test_a_complex_project_without_an_answer_is_not_quoted(self, people, chance):
        """OPP-03"""
        self.complex_one(people, chance)
        with pytest.raises(BusinessError, match="ask the departments"):
            begin_quoting(chance.pk, people.rep1)
        support.ask_support(chance.pk, people.rep1, ["tec", "prod"], "能否 30 天交付")
        with pytest.raises(BusinessError, match="No answer yet"):
            begin_quoting(chance.pk, people.rep1)
        self.answer(people.technical, chance)
        with pytest.raises(BusinessError, match="Production"):
            begin_quoting(chance.pk, people.rep1)
        self.answer(people.production, chance)
        assert begin_quoting(chance.pk, people.rep1).status == "quoting"
        assert set(DepartmentNotice.objects.values_list("status", flat=True)) == {"done"}

    def test_marked_complex_while_quoting_it_is_not_quoted_either(self, people, chance):
        """OPP-03"""
        at_quoting(chance, people.rep1)
        update_opportunity(chance.pk, people.rep1, is_complex=True)
        with pytest.raises(BusinessError, match="ask the departments"):
            negotiation.offer_sent(chance.pk, people.rep1, "QUO-1")
        assert fresh(chance).status == "quoting"

    @pytest.mark.parametrize("stage", ["solution", "quoting"])
    def test_not_feasible_sends_it_back_to_the_solution(self, people, chance, stage):
        """OPP-03"""
        if stage == "quoting":
            at_quoting(chance, people.rep1)
            update_opportunity(chance.pk, people.rep1, is_complex=True)
        else:
            self.complex_one(people, chance)
        support.ask_support(chance.pk, people.rep1, ["tec"], "能否做")
        self.answer(people.technical, chance, feasible=False)
        assert fresh(chance).status == "solution"
        assert Solution.objects.get().status == "not_feasible"
        with pytest.raises(BusinessError, match="not feasible"):
            begin_quoting(chance.pk, people.rep1)
        presented(chance, people.rep1)
        with pytest.raises(BusinessError, match="Not feasible according to"):
            begin_quoting(chance.pk, people.rep1)
        support.ask_support(chance.pk, people.rep1, ["tec"], "改后能否做")
        self.answer(people.technical, chance)
        assert begin_quoting(chance.pk, people.rep1).status == "quoting"

    def test_an_answer_counts_for_the_version_it_was_given_about(self, people, chance):
        """OPP-03"""
        self.complex_one(people, chance)
        support.ask_support(chance.pk, people.rep1, ["tec"], "能否做")
        self.answer(people.technical, chance)
        presented(chance, people.rep1)
        with pytest.raises(BusinessError, match="earlier solution only"):
            begin_quoting(chance.pk, people.rep1)
        assert fresh(chance).status == "solution"
        support.ask_support(chance.pk, people.rep1, ["tec"], "第二版能否做")
        self.answer(people.technical, chance)
        assert begin_quoting(chance.pk, people.rep1).status == "quoting"

    def test_an_answer_about_the_former_version_leaves_the_new_one_alone(self, people, chance):
        """OPP-03"""
        self.complex_one(people, chance)
        support.ask_support(chance.pk, people.rep1, ["tec"], "能否做")
        presented(chance, people.rep1)
        self.answer(people.technical, chance, feasible=False)
        assert list(Solution.objects.order_by("version").values_list("status", flat=True)) == [
            "superseded",
            "presented",
        ]

    @pytest.mark.parametrize("answered", [False, True])
    def test_it_stays_complex_until_the_departments_have_confirmed(self, people, chance, answered):
        """OPP-03"""
        self.complex_one(people, chance)
        support.ask_support(chance.pk, people.rep1, ["tec"], "能否做")
        if answered:
            self.answer(people.technical, chance, feasible=False)
        with pytest.raises(BusinessError, match="stays a complex project"):
            update_opportunity(chance.pk, people.rep1, is_complex=False)
        assert fresh(chance).is_complex
        if answered:
            support.ask_support(chance.pk, people.rep1, ["tec"], "改后能否做")
        self.answer(people.technical, chance)
        assert not update_opportunity(chance.pk, people.rep1, is_complex=False).is_complex

    def test_not_feasible_after_the_quote_went_out_keeps_it_from_being_won(self, people, chance):
        """OPP-03"""
        at_quoting(chance, people.rep1)
        support.ask_support(chance.pk, people.rep1, ["tec"], "能否做")
        negotiation.offer_sent(chance.pk, people.rep1, "QUO-1")
        update_opportunity(chance.pk, people.rep1, is_complex=True)
        self.answer(people.technical, chance, feasible=False)
        assert (fresh(chance).status, Solution.objects.get().status) == ("quoted", "not_feasible")
        with pytest.raises(BusinessError, match="Not feasible according to"):
            negotiation.win_opportunity(chance.pk, people.rep1, **TOPICS)
        assert (fresh(chance).status, chance.negotiations.count()) == ("quoted", 0)
        negotiation.negotiate(chance.pk, people.rep1, note="须改方案")
        negotiation.offer_revised(chance.pk, people.rep1, "QUO-1-V2")
        assert fresh(chance).status == "solution"
        assert presented(chance, people.rep1).version == 2

    def test_only_the_department_that_was_asked_answers_and_says_why(self, people, chance):
        """OPP-03"""
        self.complex_one(people, chance)
        support.ask_support(chance.pk, people.rep1, ["tec"], "能否做")
        request = SupportRequest.objects.get()
        for person in (people.quality, people.rep1, people.gm):
            with pytest.raises(
                PermissionDenied, match="An open request for support is answered by the department that was"
            ):
                support.answer_support(chance.pk, person, request, True, "可以")
        with pytest.raises(BusinessError, match="rests on"):
            support.answer_support(chance.pk, people.technical, request, True, " ")
        with pytest.raises(BusinessError, match="last question"):
            support.ask_support(chance.pk, people.rep1, ["tec"], "再问")
        assert fresh(request).status == "asked"

    def test_the_department_reads_the_project_and_its_parts_and_no_other(self, people, chance):
        """OPP-03"""
        self.complex_one(people, chance)
        create_opportunity(people.rep1, chance.customer, title="另一个")
        support.ask_support(chance.pk, people.rep1, ["tec"], "能否做")
        assert set(Opportunity.objects.visible_to(people.technical)) == {chance}
        assert Solution.objects.visible_to(people.technical).count() == 1
        assert SupportRequest.objects.visible_to(people.technical).count() == 1
        assert not SupportRequest.objects.visible_to(people.quality).exists()
        assert not Solution.objects.visible_to(people.rep2).exists()

    def test_a_simple_project_needs_nobody_and_a_lost_one_asks_no_more(self, people, chance):
        assert support.support_problems(False, []) == []
        self.complex_one(people, chance)
        support.ask_support(chance.pk, people.rep1, ["tec"], "能否做")
        lose_opportunity(chance.pk, people.rep1, "客户取消项目")
        assert SupportRequest.objects.get().status == "cancelled"
