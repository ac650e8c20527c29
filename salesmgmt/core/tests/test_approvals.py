"""The approval engine on a document that exists only in the tests."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation
from django.utils.functional import lazy

from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.approvals.submit import company_words
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ApprovalCopy, ApprovalRound, ApprovalStep, AuditEntry, Notice
from salesmgmt.core.permissions import Role
from salesmgmt.core.tests.factories import company, stand_in
from salesmgmt.core.tests.paper.models import Paper, new_paper

pytestmark = pytest.mark.django_db


def step(paper, label):
    return ApprovalStep.objects.get(
        round__object_id=paper.pk, round__status="open", label=label, is_live=True, status__in=["pending", "waiting"]
    )


def submitted(people):
    paper = new_paper(people.rep1)
    approvals.submit(paper, people.rep1)
    paper.refresh_from_db()
    return paper


def in_joint_review(people):
    paper = submitted(people)
    approvals.approve(step(paper, "Manager").pk, people.manager)
    paper.refresh_from_db()
    return paper


def state_of(paper):
    """Everything a refused act must leave alone."""
    paper.refresh_from_db()
    steps = list(ApprovalStep.objects.filter(round__object_id=paper.pk).order_by("pk").values())
    return paper.status, steps, AuditEntry.objects.count(), Notice.objects.count()


def test_a_paper_goes_through_all_steps_and_each_is_audited_once(people):
    paper = in_joint_review(people)
    assert paper.status == "joint"
    approvals.approve(step(paper, "Quality").pk, people.quality)
    approvals.approve(step(paper, "Technical").pk, people.technical)
    paper.refresh_from_db()
    assert paper.status == "gm"
    approvals.approve(step(paper, "General manager").pk, people.gm, comment="好")
    paper.refresh_from_db()
    assert paper.status == "approved"
    entries = AuditEntry.objects.filter(object_id=paper.pk, content_type__model="paper").order_by("pk")
    assert [entry.to_status for entry in entries if entry.action == "status"] == ["manager", "joint", "gm", "approved"]
    assert [entry.actor for entry in entries if entry.action == "Agreed"] == [
        people.manager,
        people.quality,
        people.technical,
        people.gm,
    ]
    assert ApprovalRound.objects.get(object_id=paper.pk).status == "approved"


def test_the_step_of_the_manager_is_addressed_to_the_manager_above_the_responsible_person(people):
    """TEAM-01."""
    paper = submitted(people)
    assert step(paper, "Manager").assignee == people.manager
    assert [row.user for row in Notice.objects.all()] == [people.manager]


def test_without_a_manager_in_the_chain_the_step_goes_to_the_director(people):
    """TEAM-01: M is missing between supervisor and director."""
    people.supervisor.superior = people.director
    people.supervisor.save(update_fields=["superior"])
    paper = submitted(people)
    assert step(paper, "Manager").assignee == people.director


def test_a_manager_who_wrote_the_paper_cannot_approve_it_and_it_goes_to_the_director(people):
    """SEC-04."""
    paper = new_paper(people.manager, owner=people.rep1)
    approvals.submit(paper, people.manager)
    assert step(paper, "Manager").assignee == people.director
    before = state_of(paper)
    with pytest.raises(PermissionDenied, match="本单由您填写或提交，因此由"):
        approvals.approve(step(paper, "Manager").pk, people.manager)
    assert state_of(paper) == before


def test_the_author_decides_at_no_level_even_where_he_is_the_only_holder_of_the_role(people):
    """SEC-04: the general manager's own paper finds nobody above him."""
    paper = new_paper(people.gm)
    with pytest.raises(BusinessError, match="只有作者本人能审批步骤“"):
        approvals.submit(paper, people.gm)
    paper.refresh_from_db()
    assert paper.status == "draft"
    assert ApprovalRound.objects.count() == 0


def test_the_only_technical_reviewer_as_author_leaves_the_step_to_his_superior(people):
    paper = new_paper(people.technical, owner=people.rep1)
    approvals.submit(paper, people.technical)
    assert step(paper, "Technical").assignee == people.technical.superior


def test_a_superior_who_is_only_administrator_is_passed_over(people):
    """SEC-04: the administrator approves nothing, also where he leads the department whose reviewer is the author."""
    people.technical.superior = people.admin
    people.technical.save(update_fields=["superior"])
    assert people.admin.roles == [Role.ADM]
    paper = new_paper(people.technical, owner=people.rep1)
    approvals.submit(paper, people.technical)
    assert step(paper, "Technical").assignee == people.admin.superior
    people.admin.superior = None
    people.admin.save(update_fields=["superior"])
    with pytest.raises(BusinessError, match="只有作者本人能审批步骤“"):
        approvals.submit(new_paper(people.technical, owner=people.rep1), people.technical)


@pytest.mark.parametrize("who", ["rep1", "rep2", "director", "gm", "admin", "technical", "finance"])
def test_nobody_but_the_addressee_decides(people, who):
    paper = submitted(people)
    before = state_of(paper)
    with pytest.raises(PermissionDenied, match="该步骤不由您审批"):
        approvals.approve(step(paper, "Manager").pk, getattr(people, who))
    assert state_of(paper) == before


def test_a_step_cannot_be_decided_twice(people):
    """SEC-05."""
    paper = submitted(people)
    pk = step(paper, "Manager").pk
    approvals.approve(pk, people.manager)
    before = state_of(paper)
    with pytest.raises(BusinessError, match="该步骤已处理"):
        approvals.approve(pk, people.manager)
    assert state_of(paper) == before


def test_a_waiting_step_cannot_be_decided(people):
    paper = submitted(people)
    with pytest.raises(BusinessError, match="还没有轮到该步骤"):
        approvals.approve(step(paper, "General manager").pk, people.gm)
    assert step(paper, "General manager").status == "waiting"


def test_a_draft_cannot_be_approved_by_writing_its_status(people):
    """SEC-05: the trigger refuses what the table forbids, whoever writes."""
    paper = new_paper(people.rep1)
    with pytest.raises(Exception, match="Invalid transition"), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(status="approved")
    paper.refresh_from_db()
    assert paper.status == "draft"


def test_rejection_needs_a_reason_ends_the_round_and_cancels_the_rest(people):
    paper = in_joint_review(people)
    pk = step(paper, "Quality").pk
    with pytest.raises(BusinessError, match="请填写驳回理由"):
        approvals.reject(pk, people.quality, "  ")
    approvals.reject(pk, people.quality, "标准不清")
    paper.refresh_from_db()
    assert paper.status == "rejected"
    found = dict(ApprovalStep.objects.values_list("label", "status"))
    assert found == {
        "Manager": "approved",
        "Quality": "rejected",
        "Technical": "cancelled",
        "General manager": "cancelled",
    }
    with pytest.raises(BusinessError, match="该审批已结束，状态为“"):
        approvals.approve(ApprovalStep.objects.get(label="Technical").pk, people.technical)


def test_sending_back_keeps_the_content_and_the_next_round_asks_everybody_and_shows_the_difference(people):
    paper = in_joint_review(people)
    approvals.send_back(step(paper, "Technical").pk, people.technical, "请改金额")
    paper.refresh_from_db()
    assert (paper.status, paper.title) == ("draft", "Paper")
    paper.amount = 5
    paper.save(update_fields=["amount"])
    approvals.submit(paper, people.rep1)
    second = approvals.current_round(paper)
    assert second.no == 2
    assert [(row.label, row.status) for row in second.live_steps()] == [
        ("Manager", "pending"),
        ("Technical", "waiting"),
        ("Quality", "waiting"),
        ("General manager", "waiting"),
    ]
    assert approvals.changes_since_last_round(second) == [("", "amount", "0.00", "5.00")]


def test_sending_back_to_an_earlier_step_asks_it_and_all_that_followed_again(people):
    paper = in_joint_review(people)
    approvals.approve(step(paper, "Technical").pk, people.technical)
    approvals.send_back(step(paper, "Quality").pk, people.quality, "经理先看", to_order=1)
    paper.refresh_from_db()
    assert paper.status == "manager"
    live = [(row.label, row.status) for row in approvals.current_round(paper).live_steps()]
    assert live == [
        ("Manager", "pending"),
        ("Technical", "waiting"),
        ("Quality", "waiting"),
        ("General manager", "waiting"),
    ]


def test_the_applicant_withdraws_before_the_first_decision_only(people):
    paper = submitted(people)
    with pytest.raises(PermissionDenied, match="审批申请由申请人撤回"):
        approvals.withdraw(paper, people.rep2)
    approvals.withdraw(paper, people.rep1)
    paper.refresh_from_db()
    assert paper.status == "draft"
    with pytest.raises(BusinessError, match="该审批已结束，状态为“"):
        approvals.approve(ApprovalStep.objects.get(label="Manager").pk, people.manager)
    approvals.submit(paper, people.rep1)
    approvals.approve(step(paper, "Manager").pk, people.manager)
    with pytest.raises(BusinessError, match="已有步骤处理完毕（.+），请审批人退回单据"):
        approvals.withdraw(paper, people.rep1)


def test_an_approver_takes_his_decision_back_until_a_later_one_is_made(people):
    paper = in_joint_review(people)
    approvals.approve(step(paper, "Technical").pk, people.technical)
    mine = ApprovalStep.objects.get(label="Technical", is_live=True)
    with pytest.raises(PermissionDenied, match="审批决定由作出决定的人撤回"):
        approvals.take_back(mine.pk, people.quality)
    approvals.take_back(mine.pk, people.technical)
    assert step(paper, "Technical").status == "pending"
    manager_step = ApprovalStep.objects.get(label="Manager", is_live=True)
    approvals.take_back(manager_step.pk, people.manager)
    paper.refresh_from_db()
    assert paper.status == "manager"
    assert step(paper, "Technical").status == "waiting"


def test_taking_back_is_refused_after_a_later_decision(people):
    paper = in_joint_review(people)
    approvals.approve(step(paper, "Technical").pk, people.technical)
    with pytest.raises(BusinessError, match="后面的步骤已经处理"):
        approvals.take_back(ApprovalStep.objects.get(label="Manager").pk, people.manager)


def test_a_transfer_hands_the_step_to_a_person_of_the_same_role(people):
    paper = submitted(people)
    pk = step(paper, "Manager").pk
    with pytest.raises(BusinessError, match="单据的作者不能审批该单据"):
        approvals.transfer(pk, people.manager, people.rep1)
    with pytest.raises(BusinessError, match="没有“"):
        approvals.transfer(pk, people.manager, people.warehouse)
    new = approvals.transfer(pk, people.manager, people.director, "出差")
    with pytest.raises(PermissionDenied, match="该步骤不由您审批"):
        approvals.approve(new.pk, people.manager)
    approvals.approve(new.pk, people.director)
    paper.refresh_from_db()
    assert paper.status == "joint"


def test_a_signer_added_before_is_asked_first_and_his_opinion_is_no_veto(people):
    paper = submitted(people)
    mine = step(paper, "Manager")
    added = approvals.add_signer(mine.pk, people.manager, people.finance, position="before")
    assert step(paper, "Manager").status == "waiting"
    with pytest.raises(BusinessError, match="还没有轮到该步骤"):
        approvals.approve(mine.pk, people.manager)
    approvals.reject(added.pk, people.finance, "价格偏低")
    paper.refresh_from_db()
    assert paper.status == "manager"
    approvals.approve(mine.pk, people.manager)
    paper.refresh_from_db()
    assert paper.status == "joint"


@pytest.mark.parametrize("position", ["beside", "after"])
def test_a_signer_added_beside_or_after_must_answer_before_the_round_goes_on(people, position):
    paper = submitted(people)
    mine = step(paper, "Manager")
    added = approvals.add_signer(mine.pk, people.manager, people.finance, position=position, opinion=False)
    approvals.approve(mine.pk, people.manager)
    paper.refresh_from_db()
    assert paper.status == "manager"
    approvals.approve(added.pk, people.finance)
    paper.refresh_from_db()
    assert paper.status == "joint"


@pytest.mark.parametrize("position", ["before", "beside", "after"])
def test_nobody_asks_himself_a_second_time_or_somebody_who_left(people, position):
    paper = submitted(people)
    mine = step(paper, "Manager")
    people.director.is_active = False
    before = state_of(paper)
    for person in (people.manager, people.director):
        with pytest.raises(BusinessError, match="您本人已在审批人之列，请选择其他人|的账号已停用"):
            approvals.transfer(mine.pk, people.manager, person)
        with pytest.raises(BusinessError, match="您本人已在审批人之列，请选择其他人|的账号已停用"):
            approvals.add_signer(mine.pk, people.manager, person, position=position)
    assert state_of(paper) == before


def test_the_author_cannot_be_added_as_signer(people):
    paper = submitted(people)
    with pytest.raises(BusinessError, match="单据的作者不能审批该单据"):
        approvals.add_signer(step(paper, "Manager").pk, people.manager, people.rep1)


def substitute(person, by, days=0):
    stand_in(person, by, timezone.localdate() + timedelta(days=days))


def test_a_substitute_decides_today_and_is_named_with_the_person_he_stands_for(people):
    paper = submitted(people)
    substitute(people.manager, people.manager2)
    assert [row.label for row in approvals.pending_for(people.manager2)] == ["Manager"]
    approvals.approve(step(paper, "Manager").pk, people.manager2)
    decided = ApprovalStep.objects.get(label="Manager")
    assert (decided.decided_by, decided.on_behalf_of) == (people.manager2, people.manager)


def test_a_substitute_of_tomorrow_decides_nothing_today(people):
    paper = submitted(people)
    substitute(people.manager, people.manager2, days=1)
    with pytest.raises(PermissionDenied, match="该步骤不由您审批"):
        approvals.approve(step(paper, "Manager").pk, people.manager2)
    assert list(approvals.pending_for(people.manager2)) == []


def test_a_substitute_who_wrote_the_paper_does_not_decide_on_it(people):
    """SEC-04."""
    paper = submitted(people)
    people.rep1.roles = ["rep", "mgr"]
    people.rep1.save()
    substitute(people.manager, people.rep1)
    with pytest.raises(PermissionDenied, match="本单由您填写或提交，因此由"):
        approvals.approve(step(paper, "Manager").pk, people.rep1)
    assert list(approvals.pending_for(people.rep1)) == []


def test_a_substitute_without_the_standing_of_the_role_decides_nothing(people):
    """SEC-04: whatever row was entered for him."""
    paper = submitted(people)
    substitute(people.manager, people.admin)
    substitute(people.manager, people.supervisor)
    for person in (people.admin, people.supervisor):
        with pytest.raises(PermissionDenied, match="该步骤不由您审批"):
            approvals.approve(step(paper, "Manager").pk, person)
        assert list(approvals.pending_for(person)) == []
    assert step(paper, "Manager").status == "pending"


def test_a_substitute_nobody_confirmed_decides_nothing(people):
    """SEC-04."""
    paper = submitted(people)
    stand_in(people.manager, people.manager2, confirmed=False)
    with pytest.raises(PermissionDenied, match="该步骤不由您审批"):
        approvals.approve(step(paper, "Manager").pk, people.manager2)
    assert list(approvals.pending_for(people.manager2)) == []


def test_a_refusal_of_the_app_leaves_the_step_open(people):
    paper = in_joint_review(people)
    before = state_of(paper)
    with pytest.raises(BusinessError, match="standard"):
        approvals.approve(step(paper, "Quality").pk, people.quality, data={"standard": "missing"})
    assert state_of(paper) == before


def test_reminding_is_for_the_applicant_and_once_an_hour(people):
    paper = submitted(people)
    pk = step(paper, "Manager").pk
    with pytest.raises(PermissionDenied, match="催办由单据的撰写人或负责人发起"):
        approvals.remind(pk, people.rep2)
    approvals.remind(pk, people.rep1)
    with pytest.raises(BusinessError, match="您在一小时内已经催办过"):
        approvals.remind(pk, people.rep1)
    assert Notice.objects.filter(user=people.manager).count() == 2


def test_who_reads_by_a_copy_does_not_hand_it_on(people):
    """SEC-01: only the applicant and those who are asked give sight of a document."""
    paper = submitted(people)
    round_ = approvals.current_round(paper)
    approvals.copy_to(round_.pk, people.rep1, [people.rep2])
    with pytest.raises(BusinessError, match="Rep3"):
        approvals.copy_to(round_.pk, people.rep2, [people.rep3, people.director])
    assert not Paper.objects.visible_to(people.rep3).exists()
    assert [copy.user for copy in ApprovalCopy.objects.all()] == [people.rep2]
    approvals.copy_to(round_.pk, people.rep2, [people.director])
    assert {copy.user for copy in ApprovalCopy.objects.all()} == {people.rep2, people.director}


def test_a_copy_makes_its_receiver_a_reader(people):
    paper = submitted(people)
    assert not Paper.objects.visible_to(people.rep2).exists()
    approvals.copy_to(approvals.current_round(paper).pk, people.manager, [people.rep2])
    assert list(Paper.objects.visible_to(people.rep2)) == [paper]
    assert [row.round.document_number for row in approvals.copies_for(people.rep2)] == [paper.number]


def test_an_approver_reads_the_document_when_his_step_opens_and_not_before(people):
    paper = submitted(people)
    assert not Paper.objects.visible_to(people.quality).exists()
    approvals.approve(step(paper, "Manager").pk, people.manager)
    assert list(Paper.objects.visible_to(people.quality)) == [paper]
    assert not Paper.objects.visible_to(people.warehouse).exists()


def test_only_one_round_can_be_open(people):
    paper = submitted(people)
    with pytest.raises(BusinessError, match="该单据已在审批中"):
        approvals.submit(paper, people.rep1)
    existing = ApprovalRound.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ApprovalRound.objects.create(
            content_type=existing.content_type, object_id=paper.pk, kind="paper", no=2, applicant=people.rep1
        )


def test_the_name_of_a_step_is_kept_in_the_companys_language(people, settings):
    """An English screen must not leave English words in a Chinese colleague's inbox."""
    words = {"zh-hans": "经理", "en": "Manager"}
    settings.LANGUAGE_CODE = "zh-hans"
    label = lazystr_of(lambda: words[translation.get_language()])
    with translation.override("en"):
        assert (str(label), company_words(label)) == ("Manager", "经理")


def lazystr_of(text):
    return lazy(text, str)()


def run_together(*jobs):
    """Run the callables in threads that start at the same moment; returns what each returned or raised."""
    barrier, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def work(index, job):
        try:
            barrier.wait()
            results[index] = job()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=item) for item in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_two_last_departments_at_the_same_moment_complete_the_review_every_time():
    people = company()
    for _again in range(10):
        paper = in_joint_review(people)
        technical, quality = step(paper, "Technical").pk, step(paper, "Quality").pk
        results = run_together(
            lambda pk=technical: approvals.approve(pk, people.technical),
            lambda pk=quality: approvals.approve(pk, people.quality),
        )
        assert [type(result) for result in results] == [Paper, Paper]
        paper.refresh_from_db()
        assert paper.status == "gm"
        entries = AuditEntry.objects.filter(object_id=paper.pk, content_type__model="paper", to_status="gm")
        assert entries.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_deciding_one_step_leave_one_decision():
    """SEC-05: two simultaneous approvals write one row."""
    people = company()
    paper = submitted(people)
    substitute(people.manager, people.manager2)
    pk = step(paper, "Manager").pk
    results = run_together(
        lambda: approvals.approve(pk, people.manager), lambda: approvals.approve(pk, people.manager2)
    )
    assert sorted(type(result).__name__ for result in results) == ["BusinessError", "Paper"]
    entries = AuditEntry.objects.filter(object_id=paper.pk, content_type__model="paper", action="Agreed")
    assert entries.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_document_submitted_twice_at_once_has_one_round():
    people = company()
    paper = new_paper(people.rep1)
    results = run_together(*[lambda: approvals.submit(paper, people.rep1)] * 2)
    assert sorted(type(result).__name__ for result in results) == ["ApprovalRound", "BusinessError"]
    assert ApprovalRound.objects.count() == 1
