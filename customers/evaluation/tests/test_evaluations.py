"""The evaluation report: scored, submitted, reviewed, approved, and what it does to the customer."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from customers.customer.models import Customer
from customers.evaluation.entry import Answer, start_evaluation, update_evaluation
from customers.evaluation.models import CustomerEvaluation
from customers.evaluation.outcome import revise_evaluation
from customers.evaluation.standing import grade_on, warning_line_on, why_no_business
from customers.scheme.models import EvaluationScheme
from customers.scheme.version_one import SCHEME_ONE
from customers.scheme.versions import new_version
from customers.tests.factories import CustomerFactory, active_customer, approved_evaluation, scheme
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ApprovalStep, Notice
from salesmgmt.core.permissions import Role
from salesmgmt.core.tests.factories import company
from salesmgmt.core.web.search_views import document_hits

pytestmark = pytest.mark.django_db

KINDS = {criterion.key: criterion.kind for criterion in SCHEME_ONE.criteria}
IN_BAND = {
    "A": {"capacity": 120_000, "rank": 15, "capital": 90_000_000, "years": 8, "payment": 90},
    "B": {"capacity": 60_000, "rank": 30, "capital": 50_000_000, "years": 4, "payment": 80},
    "C": {"capacity": 20_000, "rank": 50, "capital": 20_000_000, "years": 2, "payment": 70},
    "D": {"capacity": 9_000, "rank": 90, "capital": 9_000_000, "years": 1, "payment": 60},
}


def answers(letter, **changes):
    """All nine criteria in one band, some of them replaced."""
    figures = {key: Answer(value=Decimal(value)) for key, value in IN_BAND[letter].items()}
    choices = {key: Answer(letter=letter) for key, kind in KINDS.items() if kind == "choice"}
    return {**figures, **choices, **changes}


@pytest.fixture
def people():
    scheme()
    return company()


@pytest.fixture
def prospect(people):
    return CustomerFactory(owner=people.rep1)


def draft(customer, letter="B", **changes):
    evaluation = start_evaluation(customer.pk, customer.owner)
    return update_evaluation(evaluation.pk, customer.owner, answers(letter, **changes), "值得开发")


def pending_step(evaluation):
    return ApprovalStep.objects.get(round=approvals.current_round(evaluation), status="pending")


def approve_both(evaluation, people):
    approvals.approve(pending_step(evaluation).pk, people.manager)
    approvals.approve(pending_step(evaluation).pk, people.gm)
    evaluation.refresh_from_db()
    return evaluation


def approved(customer, people, letter="B", **changes):
    evaluation = draft(customer, letter, **changes)
    approvals.submit(evaluation, customer.owner)
    return approve_both(evaluation, people)


class TestScoring:
    def test_a_draft_keeps_what_is_known_without_a_grade(self, prospect):
        """RAT-01"""
        evaluation = start_evaluation(prospect.pk, prospect.owner)
        update_evaluation(evaluation.pk, prospect.owner, {"capacity": Answer(value=Decimal(100_000))})
        evaluation.refresh_from_db()
        row = evaluation.scores.get(criterion__key="capacity")
        assert (row.points, row.band.letter, evaluation.total, evaluation.grade) == (4, "B", None, "")

    def test_a_complete_report_has_total_and_grade(self, prospect):
        evaluation = draft(prospect, "B")
        assert (evaluation.total, evaluation.grade) == (36, "B")

    def test_a_firm_without_a_rank_is_in_the_last_band(self, prospect):
        evaluation = draft(prospect, "A", rank=Answer(letter="D"))
        row = evaluation.scores.get(criterion__key="rank")
        assert (row.points, row.value) == (2, None)

    def test_with_one_criterion_missing_it_cannot_be_submitted(self, prospect):
        """RAT-01"""
        evaluation = draft(prospect, "B", brand=Answer())
        with pytest.raises(BusinessError, match="尚未评分") as refusal:
            approvals.submit(evaluation, prospect.owner)
        assert "品牌知名度" in str(refusal.value)
        evaluation.refresh_from_db()
        prospect.refresh_from_db()
        assert (evaluation.status, prospect.status) == ("draft", "prospect")

    def test_a_line_without_points_needs_a_remark(self, prospect):
        """RAT-11"""
        evaluation = draft(prospect, "D", payment=Answer(value=Decimal(50)))
        assert (evaluation.total, evaluation.grade) == (16, "E")
        with pytest.raises(BusinessError, match="未达到任何档次的项目必须填写备注"):
            approvals.submit(evaluation, prospect.owner)
        update_evaluation(evaluation.pk, prospect.owner, answers("D", payment=Answer(Decimal(50), remark="仅付一半")))
        approvals.submit(evaluation, prospect.owner)
        evaluation.refresh_from_db()
        assert evaluation.status == "submitted"

    def test_settings_changed_after_the_draft_count_on_submission(self, prospect, people):
        evaluation = draft(prospect, "B", capacity=Answer(value=Decimal(100_000)))
        assert evaluation.total == 36
        change_setting("band_limit_rule", "lower_inclusive", people.admin)
        approvals.submit(evaluation, prospect.owner)
        evaluation.refresh_from_db()
        assert (evaluation.total, evaluation.snapshot["band_limit_rule"]) == (37, "lower_inclusive")

    @pytest.mark.parametrize("name", ["rep2", "supervisor", "manager", "gm", "finance", "admin"])
    def test_only_the_responsible_rep_writes_the_report(self, prospect, people, name):
        with pytest.raises(PermissionDenied, match="客户评定由负责该客户的销售代表填写"):
            start_evaluation(prospect.pk, getattr(people, name))
        assert CustomerEvaluation.objects.count() == 0
        evaluation = draft(prospect)
        with pytest.raises(PermissionDenied, match="客户评定在草稿状态下由负责该客户的销售代表编辑"):
            update_evaluation(evaluation.pk, getattr(people, name), answers("A"))
        evaluation.refresh_from_db()
        assert evaluation.total == 36

    def test_one_open_report_at_a_time(self, prospect):
        draft(prospect)
        with pytest.raises(BusinessError, match="该客户已有一份未完成的评定报告"):
            start_evaluation(prospect.pk, prospect.owner)
        assert CustomerEvaluation.objects.count() == 1


class TestApproval:
    def test_the_department_head_reviews_then_the_general_manager_approves(self, prospect, people):
        """RAT-05"""
        evaluation = draft(prospect)
        approvals.submit(evaluation, people.rep1)
        prospect.refresh_from_db()
        assert prospect.status == "under_evaluation"
        assert pending_step(evaluation).assignee == people.manager
        approvals.approve(pending_step(evaluation).pk, people.manager, "同意")
        evaluation.refresh_from_db()
        prospect.refresh_from_db()
        assert (evaluation.status, why_no_business(prospect) != "") == ("dept_reviewed", True)
        assert pending_step(evaluation).role == Role.GM
        approvals.approve(pending_step(evaluation).pk, people.gm)
        evaluation.refresh_from_db()
        prospect.refresh_from_db()
        assert (evaluation.status, prospect.status, prospect.grade) == ("approved", "active", "B")
        assert why_no_business(prospect) == ""

    def test_the_company_may_be_the_director(self, prospect, people):
        """RAT-05"""
        change_setting("evaluation_approver", "dir", people.admin)
        evaluation = draft(prospect)
        approvals.submit(evaluation, people.rep1)
        approvals.approve(pending_step(evaluation).pk, people.manager)
        assert pending_step(evaluation).role == Role.DIR

    @pytest.mark.parametrize("name", ["rep1", "supervisor", "manager2", "director", "gm", "admin"])
    def test_nobody_else_reviews(self, prospect, people, name):
        """RAT-05"""
        evaluation = draft(prospect)
        approvals.submit(evaluation, people.rep1)
        step = pending_step(evaluation)
        with pytest.raises(PermissionDenied, match="该步骤不由您审批"):
            approvals.approve(step.pk, getattr(people, name))
        evaluation.refresh_from_db()
        step.refresh_from_db()
        assert (evaluation.status, step.status) == ("submitted", "pending")

    def test_a_rep_who_is_manager_too_does_not_review_his_own_report(self, prospect, people):
        """RAT-05"""
        people.rep1.roles = ["rep", "mgr"]
        people.rep1.save(update_fields=["roles"])
        evaluation = draft(prospect)
        approvals.submit(evaluation, people.rep1)
        assert pending_step(evaluation).assignee == people.manager

    def test_grade_e_blocks_the_customer(self, prospect, people):
        """RAT-04"""
        evaluation = approved(prospect, people, "D", payment=Answer(Decimal(50), remark="仅付一半"))
        prospect.refresh_from_db()
        assert (evaluation.grade, prospect.status, prospect.grade) == ("E", "blocked", "E")
        assert why_no_business(prospect) != ""
        assert warning_line_on(prospect, evaluation.approved_on) is None

    def test_sent_back_it_is_a_draft_again_and_the_customer_stays_closed(self, prospect, people):
        """RAT-05"""
        evaluation = draft(prospect)
        approvals.submit(evaluation, people.rep1)
        approvals.approve(pending_step(evaluation).pk, people.manager)
        approvals.send_back(pending_step(evaluation).pk, people.gm, "补充信誉说明")
        evaluation.refresh_from_db()
        prospect.refresh_from_db()
        assert (evaluation.status, prospect.status) == ("draft", "under_evaluation")
        approvals.submit(evaluation, people.rep1)
        approve_both(evaluation, people)
        assert evaluation.status == "approved"

    def test_a_rejected_report_is_revised_by_its_rep_only(self, prospect, people):
        evaluation = draft(prospect)
        approvals.submit(evaluation, people.rep1)
        approvals.reject(pending_step(evaluation).pk, people.manager, "资料不实")
        with pytest.raises(PermissionDenied, match="客户评定由负责该客户的销售代表提交"):
            revise_evaluation(evaluation.pk, people.rep2)
        evaluation.refresh_from_db()
        assert evaluation.status == "rejected"
        revise_evaluation(evaluation.pk, people.rep1)
        evaluation.refresh_from_db()
        assert (evaluation.status, evaluation.total) == ("draft", 36)

    def test_a_submitted_report_is_locked(self, prospect, people):
        evaluation = draft(prospect)
        approvals.submit(evaluation, people.rep1)
        with pytest.raises(PermissionDenied, match="客户评定在草稿状态下由负责该客户的销售代表编辑"):
            update_evaluation(evaluation.pk, people.rep1, answers("A"))
        with pytest.raises(BusinessError, match="审批中"):
            revise_evaluation(evaluation.pk, people.rep1)
        evaluation.refresh_from_db()
        assert (evaluation.total, evaluation.status) == (36, "submitted")


class TestOverTime:
    def test_the_newer_report_replaces_the_grade_from_its_day(self, people):
        """RAT-07"""
        customer = CustomerFactory(owner=people.rep1)
        with time_machine.travel(dt.datetime(2026, 4, 10, 2, tzinfo=dt.UTC), tick=False):
            first = approved(customer, people, "A")
        with time_machine.travel(dt.datetime(2026, 7, 1, 2, tzinfo=dt.UTC), tick=False):
            second = approved(customer, people, "B")
        first.refresh_from_db()
        customer.refresh_from_db()
        assert (first.status, second.status, customer.grade) == ("superseded", "approved", "B")
        assert (first.occasion, second.occasion) == ("new", "quarterly")
        june, july = dt.date(2026, 6, 30), dt.date(2026, 7, 1)
        assert (grade_on(customer, june), grade_on(customer, july)) == ("A", "B")
        assert Decimal(600_000) <= warning_line_on(customer, june).amount
        assert Decimal(600_000) > warning_line_on(customer, july).amount

    def test_a_customer_graded_e_again_is_blocked_and_may_come_back(self, people):
        """RAT-04"""
        customer = active_customer(people.rep1, "B")
        approved(customer, people, "D", payment=Answer(Decimal(50), remark="仅付一半"))
        assert Customer.objects.get(pk=customer.pk).status == "blocked"
        approved(customer, people, "C")
        customer.refresh_from_db()
        assert (customer.status, customer.grade) == ("active", "C")

    @pytest.mark.parametrize(("before", "letter", "told"), [("B", "C", True), ("B", "B", False), ("C", "B", False)])
    def test_rsk_04_a_fall_of_the_grade_is_told_to_rep_manager_and_finance(self, people, before, letter, told):
        """RSK-04"""
        customer = active_customer(people.rep1, before)
        approved(customer, people, letter)
        for person in (people.rep1, people.manager, people.finance):
            notices = Notice.objects.filter(user=person, subject__contains=f"{before} 级降为 {letter} 级")
            assert notices.exists() is told, person.username
        assert not Notice.objects.filter(user__in=[people.rep2, people.manager2], subject__contains="级降为").exists()

    def test_the_old_grade_holds_while_the_new_report_is_on_its_way(self, people):
        """RAT-07"""
        customer = active_customer(people.rep1, "A")
        evaluation = draft(customer, "C")
        approvals.submit(evaluation, people.rep1)
        customer.refresh_from_db()
        assert (customer.status, customer.grade, why_no_business(customer)) == ("active", "A", "")

    def test_a_new_version_of_the_scheme_leaves_old_reports_alone(self, people):
        """RAT-09"""
        customer = CustomerFactory(owner=people.rep1)
        old = approved(customer, people, "B")
        stricter = (("A", 44), ("B", 40), ("C", 30), ("D", 18))
        new_version(people.director, name="二版", valid_from=old.approved_on, thresholds=stricter)
        old.refresh_from_db()
        assert (old.total, old.grade, old.scheme.version, old.snapshot["scheme"]["version"]) == (36, "B", 1, 1)
        new = draft(customer, "B")
        assert (new.total, new.grade, new.scheme.version) == (36, "C", 2)

    def test_a_draft_under_the_old_version_must_be_saved_again(self, prospect, people):
        """RAT-09"""
        evaluation = draft(prospect, "B")
        new_version(people.director, name="二版", valid_from=scheme().valid_from, thresholds=SCHEME_ONE.thresholds)
        with pytest.raises(BusinessError, match="新版评定标准已生效，请打开报告重新保存"):
            approvals.submit(evaluation, people.rep1)
        update_evaluation(evaluation.pk, people.rep1, answers("B"))
        approvals.submit(evaluation, people.rep1)
        evaluation.refresh_from_db()
        assert (evaluation.status, evaluation.scheme.version) == ("submitted", 2)

    @pytest.mark.parametrize("name", ["rep1", "supervisor", "manager", "gm", "finance"])
    def test_only_director_and_administrator_change_the_scheme(self, people, name):
        with pytest.raises(PermissionDenied, match="评定标准由销售总监和系统管理员维护"):
            new_version(getattr(people, name), name="二版", valid_from=dt.date(2030, 1, 1))
        assert EvaluationScheme.objects.count() == 1


def test_a_number_finds_its_document_though_the_kind_has_no_search_column(client):
    """SEC-01: in the person's scope, and one query for the one kind that the prefix names."""
    people = company()
    mine = approved_evaluation(CustomerFactory(owner=people.rep1))
    foreign = approved_evaluation(CustomerFactory(owner=people.rep2))
    numbers = {mine.number, foreign.number}
    assert all(number.startswith("EVA-") for number in numbers)

    def found(person, text):
        return {hit.label: hit.address for _kind, hits, _more in document_hits(person, text) for hit in hits}

    assert found(people.rep1, mine.number) == {str(mine): mine.get_absolute_url()}
    assert found(people.rep1, mine.number.lower()[:6]) == {str(mine): mine.get_absolute_url()}
    assert found(people.rep1, foreign.number) == {}
    assert set(found(people.director, "EVA-")) == {str(mine), str(foreign)}
    assert found(people.rep1, "EVAX-1") == {}
    client.force_login(people.rep1)
    page = client.get("/search/", {"q": mine.number}, headers={"HX-Request": "true"}).content.decode()
    assert f'href="{mine.get_absolute_url()}"' in page
