"""Opportunities: needs, solution, departments, quote, negotiation, and who follows them (OPP-01 to OPP-05)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from customers.domain import needs, negotiation, opportunity_assignment, opportunity_papers, solution, support
from customers.domain.customer_merge import merge_customers
from customers.domain.customer_owner import reassign_customer
from customers.domain.needs_templates import create_template, load_templates, update_template
from customers.domain.opportunity import contact_customer, create_opportunity, lose_opportunity, update_opportunity
from customers.domain.opportunity_clock import remind_of_first_contacts
from customers.domain.opportunity_funnel import by_rep, funnel
from customers.models import Customer, NeedsField, NeedsTemplate, Opportunity, Solution, SupportRequest
from customers.tests.factories import CustomerFactory
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import attachments
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import DepartmentNotice, IssuedDocument, Notice, Task
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db

PREFAB = "活动板房"
ANSWERS = {"规格": "6m×3m", "材质": "岩棉夹芯板", "用途": "工地宿舍", "预算": "260000"}
PARTS = ("设计方案", "配置清单", "施工方案")
TOPICS = {
    "quantity": Decimal(40), "unit": "套", "quality_standard": "GB/T 29740", "packaging": "托盘", "payment_terms": "月结 60 天",
    "delivery_place": "重庆",
}  # fmt: skip


@pytest.fixture
def people():
    return company()


@pytest.fixture(autouse=True)
def english():
    """The refusals are asserted by their words."""
    with translation.override("en"):
        yield


@pytest.fixture
def chance(people):
    return create_opportunity(people.rep1, CustomerFactory(owner=people.rep1), title="宿舍 40 套")


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def survey_of(opportunity, user, answers=ANSWERS, family=PREFAB):
    survey = needs.start_survey(opportunity.pk, user, NeedsTemplate.objects.get(name=family))
    by_label = {field.label: field.pk for field in survey.template.fields.all()}
    return needs.update_survey(survey.pk, user, {by_label[label]: text for label, text in answers.items()})


def attach(document, user, *kinds):
    for kind in kinds:
        attachments.add(document, SimpleUploadedFile(f"{kind}.txt", "内容".encode()), user, kind)


def at_solution(opportunity, user):
    survey_of(opportunity, user)
    needs.complete_needs(opportunity.pk, user)
    return fresh(opportunity)


def presented(opportunity, user):
    made = solution.start_solution(opportunity.pk, user, "方案", "两层宿舍")
    attach(made, user, *PARTS)
    solution.complete_solution(made.pk, user)
    return solution.present_solution(made.pk, user, today(), "王芳")


def at_quoting(opportunity, user):
    at_solution(opportunity, user)
    presented(opportunity, user)
    return solution.begin_quoting(opportunity.pk, user)


def at_quoted(opportunity, user):
    at_quoting(opportunity, user)
    return negotiation.offer_sent(opportunity.pk, user, "QUO-1")


class TestNeeds:
    @pytest.mark.parametrize("missing", ANSWERS)
    def test_a_prefab_house_needs_specification_material_use_and_budget(self, people, chance, missing):
        """OPP-01"""
        survey = survey_of(chance, people.rep1, {**ANSWERS, missing: " "})
        with pytest.raises(BusinessError, match=missing):
            needs.complete_needs(chance.pk, people.rep1)
        assert (fresh(survey).status, fresh(chance).status) == ("draft", "needs_analysis")

    def test_a_complete_survey_moves_the_opportunity_on_and_is_printed(self, people, chance):
        """OPP-01"""
        survey = survey_of(chance, people.rep1)
        needs.complete_survey(survey.pk, people.rep1)
        assert (fresh(survey).status, fresh(chance).status) == ("complete", "solution")
        assert IssuedDocument.objects.get().form_code == "F-04"

    def test_without_a_survey_the_opportunity_does_not_move(self, people, chance):
        with pytest.raises(BusinessError, match="no needs survey"):
            needs.complete_needs(chance.pk, people.rep1)
        assert fresh(chance).status == "needs_analysis"

    def test_there_is_one_survey_and_another_rep_writes_none(self, people, chance):
        with pytest.raises(PermissionDenied):
            needs.start_survey(chance.pk, people.rep2)
        needs.start_survey(chance.pk, people.rep1)
        with pytest.raises(BusinessError, match="already"):
            needs.start_survey(chance.pk, people.rep1)
        assert chance.needs_survey.template.is_generic

    def test_a_reopened_survey_holds_the_quote_up_until_it_is_complete_again(self, people, chance):
        at_solution(chance, people.rep1)
        presented(chance, people.rep1)
        needs.reopen_survey(chance.needs_survey.pk, people.rep1, "客户改规格")
        with pytest.raises(BusinessError, match="needs survey is not complete"):
            solution.begin_quoting(chance.pk, people.rep1)
        needs.complete_needs(chance.pk, people.rep1)
        assert IssuedDocument.objects.filter(form_code="F-04").count() == 2
        assert solution.begin_quoting(chance.pk, people.rep1).status == "quoting"

    def test_values_read_by_their_kind(self):
        kinds = [("number", "40", Decimal(40)), ("money", "x", "x"), ("date", "2026-01-05", dt.date(2026, 1, 5)),
                 ("text", "岩棉", "岩棉"), ("money", "", "")]  # fmt: skip
        assert [needs.as_value(NeedsField(kind=kind), text) for kind, text, _ in kinds] == [want for *_, want in kinds]


class TestTemplates:
    def test_director_and_administrator_change_them_and_nobody_else(self, people):
        """OPP-01"""
        template = NeedsTemplate.objects.get(name=PREFAB)
        lines = [{"id": template.fields.first(), "label": "规格型号", "kind": "text", "unit": "", "is_required": True}]
        for person in (people.rep1, people.manager, people.gm):
            with pytest.raises(PermissionDenied):
                update_template(template.pk, person, lines, solution_parts="")
        assert template.fields.count() == 7
        update_template(template.pk, people.director, lines, solution_parts="设计方案")
        assert [field.label for field in template.fields.all()] == ["规格型号"]
        assert fresh(template).parts == ["设计方案"]
        made = create_template(people.admin, [{"label": "轴距", "is_required": True}], name="车桥")
        assert made.fields.get().label == "轴距"

    def test_a_question_once_answered_stays_with_its_answer(self, people, chance):
        survey_of(chance, people.rep1)
        template = NeedsTemplate.objects.get(name=PREFAB)
        update_template(template.pk, people.director, [{"label": "层数", "is_required": False}])
        asked = [field.label for field in needs.questions_of(fresh(chance.needs_survey))]
        assert asked == ["层数", *ANSWERS] or set(asked) == {"层数", *ANSWERS}
        assert needs.missing_answers(template.fields.all(), {}) == []

    def test_the_generic_template_stays_and_loading_twice_adds_nothing(self, people):
        generic = NeedsTemplate.objects.get(is_generic=True)
        with pytest.raises(BusinessError, match="stays in use"):
            update_template(generic.pk, people.director, [{"label": "产品"}], is_active=False)
        load_templates(lambda name: {"NeedsTemplate": NeedsTemplate, "NeedsField": NeedsField}[name])
        assert (NeedsTemplate.objects.count(), generic.fields.count()) == (2, 9)
        assert {"规格", "材质", "用途", "预算"} <= set(generic.fields.values_list("label", flat=True))


class TestSolution:
    @pytest.mark.parametrize("missing", PARTS)
    def test_a_prefab_solution_lacking_a_part_is_refused_and_the_part_named(self, people, chance, missing):
        """OPP-02"""
        at_solution(chance, people.rep1)
        made = solution.start_solution(chance.pk, people.rep1, content="两层")
        attach(made, people.rep1, *(part for part in PARTS if part != missing))
        with pytest.raises(BusinessError, match=missing):
            solution.complete_solution(made.pk, people.rep1)
        assert fresh(made).status == "draft"
        attach(made, people.rep1, missing)
        assert solution.complete_solution(made.pk, people.rep1).status == "complete"
        assert IssuedDocument.objects.filter(form_code="F-05").count() == 1

    def test_the_papers_name_the_three_parts_and_who_made_reviewed_and_approved(self, people, chance):
        """F-04, F-05: the generic family demands no part and prints all three."""
        survey = survey_of(chance, people.rep1, {"产品": "前桥"}, "通用")
        made = Solution.objects.create(
            number="S-1",
            opportunity=chance,
            template=survey.template,
            title="前桥",
            content="按图",
            created_by=people.rep1,
        )
        context = opportunity_papers.solution_context(made)
        assert [part for part, _files in context["parts"]] == list(PARTS)
        for signatures in (context["signatures"], opportunity_papers.survey_context(survey)["signatures"]):
            assert [(label, name) for label, name, _day in signatures] == [
                ("制表", people.rep1), ("审核", None), ("批准", None),
            ]  # fmt: skip
        assert opportunity_papers.solution_pdf(made)[:5] == b"%PDF-"

    def test_quoting_waits_for_the_presentation(self, people, chance):
        """OPP-02"""
        at_solution(chance, people.rep1)
        with pytest.raises(BusinessError, match="no solution yet"):
            solution.begin_quoting(chance.pk, people.rep1)
        made = solution.start_solution(chance.pk, people.rep1, content="两层")
        attach(made, people.rep1, *PARTS)
        solution.complete_solution(made.pk, people.rep1)
        with pytest.raises(BusinessError, match="not presented"):
            solution.begin_quoting(chance.pk, people.rep1)
        with pytest.raises(BusinessError, match="future"):
            solution.present_solution(made.pk, people.rep1, today() + dt.timedelta(days=1))
        solution.present_solution(made.pk, people.rep1, today(), "王芳", "满意")
        assert solution.begin_quoting(chance.pk, people.rep1).status == "quoting"

    def test_a_new_version_takes_the_place_of_the_former(self, people, chance):
        at_solution(chance, people.rep1)
        first = presented(chance, people.rep1)
        second = solution.start_solution(chance.pk, people.rep1)
        assert [(row.version, row.status) for row in Solution.objects.order_by("version")] == [
            (1, "superseded"), (2, "draft"),
        ]  # fmt: skip
        assert (second.content, second.number) == (first.content, f"{first.number}-V2")
        with pytest.raises(PermissionDenied):
            solution.update_solution(second.pk, people.rep2, content="…")


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
            solution.begin_quoting(chance.pk, people.rep1)
        support.ask_support(chance.pk, people.rep1, ["tec", "prod"], "能否 30 天交付")
        with pytest.raises(BusinessError, match="No answer yet"):
            solution.begin_quoting(chance.pk, people.rep1)
        self.answer(people.technical, chance)
        with pytest.raises(BusinessError, match="Production"):
            solution.begin_quoting(chance.pk, people.rep1)
        self.answer(people.production, chance)
        assert solution.begin_quoting(chance.pk, people.rep1).status == "quoting"
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
            solution.begin_quoting(chance.pk, people.rep1)
        presented(chance, people.rep1)
        with pytest.raises(BusinessError, match="Not feasible according to"):
            solution.begin_quoting(chance.pk, people.rep1)
        support.ask_support(chance.pk, people.rep1, ["tec"], "改后能否做")
        self.answer(people.technical, chance)
        assert solution.begin_quoting(chance.pk, people.rep1).status == "quoting"

    def test_an_answer_counts_for_the_version_it_was_given_about(self, people, chance):
        """OPP-03"""
        self.complex_one(people, chance)
        support.ask_support(chance.pk, people.rep1, ["tec"], "能否做")
        self.answer(people.technical, chance)
        presented(chance, people.rep1)
        with pytest.raises(BusinessError, match="earlier solution only"):
            solution.begin_quoting(chance.pk, people.rep1)
        assert fresh(chance).status == "solution"
        support.ask_support(chance.pk, people.rep1, ["tec"], "第二版能否做")
        self.answer(people.technical, chance)
        assert solution.begin_quoting(chance.pk, people.rep1).status == "quoting"

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
            with pytest.raises(PermissionDenied):
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
        with pytest.raises(BusinessError, match="Not agreed yet"):
            negotiation.win_opportunity(chance.pk, people.rep1, **topics)
        assert (fresh(chance).status, chance.negotiations.count()) == ("quoted", 0)
        record = chance.negotiations.create(held_on=today(), by=people.rep1, **topics)
        with pytest.raises(IntegrityError), transaction.atomic():
            chance.negotiations.filter(pk=record.pk).update(is_agreed=True)

    def test_rounds_are_kept_and_the_last_is_agreed(self, people, chance):
        """OPP-04"""
        at_quoted(chance, people.rep1)
        negotiation.negotiate(chance.pk, people.rep1, note="首轮", payment_terms="预付 30%")
        assert negotiation.opening_terms(fresh(chance))["payment_terms"] == "预付 30%"
        negotiation.negotiate(chance.pk, people.rep1, note="二轮", **TOPICS)
        with pytest.raises(PermissionDenied):
            negotiation.win_opportunity(chance.pk, people.rep2, **TOPICS)
        negotiation.win_opportunity(chance.pk, people.rep1, note="成交", **TOPICS)
        assert (fresh(chance).status, chance.negotiations.count()) == ("won", 3)
        assert negotiation.agreement_of(chance).quantity == 40

    def test_lost_needs_a_reason(self, people, chance):
        """OPP-04"""
        with pytest.raises(BusinessError, match="reason"):
            lose_opportunity(chance.pk, people.rep1, " ")
        assert fresh(chance).status == "needs_analysis"


class TestAssignment:
    def test_the_supervisor_reassigns_inside_his_team_and_the_old_owner_may_no_more(self, people, chance):
        """OPP-05"""
        colleague = people.rep3
        type(colleague).objects.filter(pk=colleague.pk).update(unit=people.units.team1, superior=people.supervisor)
        opportunity_assignment.assign_opportunity(chance.pk, people.supervisor, colleague, "请跟进")
        assert fresh(chance).assigned_to == colleague
        with pytest.raises(PermissionDenied):
            update_opportunity(chance.pk, people.rep1, title="…")
        assert not Opportunity.objects.visible_to(people.rep1).exists()
        assert update_opportunity(chance.pk, fresh(colleague), title="新").title == "新"
        assert set(Customer.objects.visible_to(fresh(colleague))) == {chance.customer}
        opportunity_assignment.assign_opportunity(chance.pk, people.supervisor, people.rep1)
        assert not Customer.objects.visible_to(fresh(colleague)).exists()

    def test_only_superiors_assign_and_only_their_own_people(self, people, chance):
        """OPP-05"""
        for person in (people.rep1, people.supervisor2, people.manager2, people.director, people.admin):
            with pytest.raises(PermissionDenied):
                opportunity_assignment.assign_opportunity(chance.pk, person, people.rep2)
        with pytest.raises(BusinessError, match="not a sales representative"):
            opportunity_assignment.assign_opportunity(chance.pk, people.supervisor, people.rep2)
        assert fresh(chance).assigned_to == people.rep1
        opportunity_assignment.assign_opportunity(chance.pk, people.manager, people.rep2)
        assert fresh(chance).assigned_to == people.rep2
        assert Notice.objects.filter(user=people.rep2).count() == 1

    def test_without_a_first_contact_after_24_hours_rep_and_assigner_are_told_once(self, people, chance):
        """OPP-05"""
        opportunity_assignment.assign_opportunity(chance.pk, people.manager, people.rep2)
        Notice.objects.all().delete()
        moment = fresh(chance).assigned_at + dt.timedelta(hours=24)
        minute = dt.timedelta(minutes=1)
        assert [remind_of_first_contacts(moment + n * minute) for n in range(3)] == [0, 1, 0]
        assert sorted(Notice.objects.values_list("user__username", flat=True)) == ["manager", "rep2"]
        task = Task.objects.get(kind="opportunity_first_contact")
        assert (task.person, task.document) == (people.rep2, chance)
        contact_customer(chance.pk, people.rep2, "电话联系，约周五面谈")
        assert (fresh(task).status, remind_of_first_contacts(moment + dt.timedelta(days=9))) == ("done", 0)

    def test_another_assignment_begins_the_hours_anew_and_ones_own_chance_has_none(self, people, chance):
        """OPP-05"""
        assert remind_of_first_contacts(chance.created_at + dt.timedelta(days=9)) == 0
        opportunity_assignment.assign_opportunity(chance.pk, people.manager, people.rep2)
        remind_of_first_contacts(fresh(chance).assigned_at + dt.timedelta(hours=25))
        opportunity_assignment.assign_opportunity(chance.pk, people.manager, people.rep1)
        assert list(Task.objects.values_list("status", flat=True)) == ["cancelled"]
        assert remind_of_first_contacts(fresh(chance).assigned_at + dt.timedelta(hours=25)) == 1
        assert Task.objects.get(status="open").person == people.rep1

    def test_the_clock_asks_as_often_for_three_as_for_one(self, people, django_assert_max_num_queries):
        def late():
            one = create_opportunity(people.rep1, CustomerFactory(owner=people.rep1), title="…")
            opportunity_assignment.assign_opportunity(one.pk, people.manager, people.rep2)

        moment = timezone.now() + dt.timedelta(hours=25)
        late()
        with django_assert_max_num_queries(40) as one:
            remind_of_first_contacts(moment)
        for _again in range(3):
            late()
        with django_assert_max_num_queries(len(one)):
            assert remind_of_first_contacts(moment) == 3

    def test_screening_gives_a_priority_and_a_rep(self, people, chance):
        """OPP-05"""
        with pytest.raises(PermissionDenied):
            opportunity_assignment.screen_opportunity(chance.pk, people.rep1, "high")
        opportunity_assignment.screen_opportunity(chance.pk, people.manager, "high", people.rep2, "重点")
        found = fresh(chance)
        assert (found.priority, found.screened_by, found.assigned_to) == ("high", people.manager, people.rep2)
        assert "Screened" in [row.action for row in audit.timeline(found)]

    def test_a_customer_handed_over_takes_its_open_opportunities_along(self, people, chance):
        done = create_opportunity(people.rep1, chance.customer, title="完")
        lose_opportunity(done.pk, people.rep1, "价格")
        reassign_customer(chance.customer.pk, people.manager, people.rep2, "片区调整")
        assert (fresh(chance).assigned_to, fresh(done).assigned_to) == (people.rep2, people.rep1)

    def test_a_file_merged_away_takes_them_along_too(self, people, chance):
        kept = CustomerFactory(owner=people.rep2, name="成都远航商用车有限公司")
        merge_customers(kept.pk, people.manager, chance.customer.pk, "同一家企业")
        assert (fresh(chance).customer, fresh(chance).assigned_to) == (kept, people.rep2)

    def test_who_still_follows_opportunities_of_others_is_not_deactivated(self, people, chance):
        assert opportunity_assignment.why_not_deactivate_pursuer(people.rep1) == ""
        opportunity_assignment.assign_opportunity(chance.pk, people.manager, people.rep2)
        assert "Rep2" in opportunity_assignment.why_not_deactivate_pursuer(people.rep2)

    def test_the_next_contact_is_not_in_the_past(self, people, chance):
        with pytest.raises(BusinessError, match="past"):
            contact_customer(chance.pk, people.rep1, "电话", today() - dt.timedelta(days=1))
        assert contact_customer(chance.pk, people.rep1, "电话", today()).next_contact_on == today()

    def test_the_funnel_counts_stages_amounts_and_what_stands_still(self, people, chance):
        """OPP-05"""
        update_opportunity(chance.pk, people.rep1, expected_amount=Decimal(300), next_contact_on=dt.date(2020, 1, 1))
        old = create_opportunity(
            people.rep2, CustomerFactory(owner=people.rep2), title="旧", expected_amount=Decimal(50)
        )
        Opportunity.objects.filter(pk=old.pk).update(stage_since=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        first, second, *_rest = funnel(Opportunity.objects.all(), 30)
        assert (first.status, first.count, first.amount, first.stale) == ("needs_analysis", 2, Decimal(350), 1)
        assert (second.count, second.amount) == (0, 0)
        lines = by_rep(Opportunity.objects.all(), 30, today())
        assert [(line.name, line.amount, line.overdue, line.stale) for line in lines] == [
            ("Rep1", 300, 1, 0), ("Rep2", 50, 0, 1),
        ]  # fmt: skip
