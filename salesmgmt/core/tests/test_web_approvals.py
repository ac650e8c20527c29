"""The approval pages: inbox, panel, acts."""

from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.asserts import assertContains

from salesmgmt.core import meanwhile
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain import settings as register
from salesmgmt.core.domain.people import add_substitute
from salesmgmt.core.domain.readers import readers_of
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ApprovalRound, ApprovalStep, AuditEntry, User
from salesmgmt.core.state import change
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.paper.models import Paper, new_paper

pytestmark = pytest.mark.urls("salesmgmt.core.tests.paper.urls")
HTMX = {"HX-Request": "true", "HX-Target": "dialog-content"}


@pytest.fixture
def people(db):
    register.forget()
    yield company()
    register.forget()


@pytest.fixture
def paper(people):
    paper = new_paper(people.rep1, title="Gear")
    approvals.submit(paper, people.rep1, "Please")
    return Paper.objects.get(pk=paper.pk)


def pending(paper, user):
    return approvals.step_of(Paper.objects.get(pk=paper.pk), user)


def box(client, name=""):
    return [row["round"].document_number for row in client.get(f"/approvals/?box={name}").context["rows"]]


def test_the_four_boxes_hold_what_their_names_say(client, people, paper):
    client.force_login(people.manager)
    assert box(client) == [paper.number]
    client.post(f"/approvals/steps/{pending(paper, people.manager).pk}/approve/", {"comment": "Fine"})
    assert (box(client), box(client, "done")) == ([], [paper.number])
    approvals.copy_to(ApprovalRound.objects.get().pk, people.manager, [people.director])
    client.force_login(people.director)
    assert box(client, "copies") == [paper.number]
    client.force_login(people.rep1)
    assert box(client, "started") == [paper.number]
    assert box(client, "copies") == []


def offered(client, round_):
    form = client.get(f"/approvals/rounds/{round_.pk}/copy/").context["form"]
    return set(form.fields["people"].queryset)


def test_a_copy_is_offered_for_those_to_whom_it_may_be_sent(client, people, paper):
    """SEC-01: who reads by a copy is offered the document's readers alone; the applicant chooses among all."""
    round_ = ApprovalRound.objects.get()
    approvals.copy_to(round_.pk, people.rep1, [people.rep2])
    everybody = set(User.objects.active())
    readers = {person for person in everybody if Paper.objects.visible_to(person).filter(pk=paper.pk).exists()}
    assert people.director in readers
    assert people.rep3 not in readers
    client.force_login(people.rep1)
    assert offered(client, round_) == everybody - {people.rep1}
    client.force_login(people.rep2)
    assert offered(client, round_) == readers - {people.rep2}
    refused = client.post(f"/approvals/rounds/{round_.pk}/copy/", {"people": [people.rep3.pk]})
    assert refused.status_code == 422
    assert "Rep3" not in refused.content.decode()


def found_at(client, address):
    """Who is offered at this address of a look-up."""
    return {User.objects.get(pk=item["value"]) for item in client.get(address, {"q": ""}).json()["items"]}


def accepted(act, people):
    """Those whom the act accepts, each tried and undone."""
    found = set()
    for person in people:
        try:
            with transaction.atomic():
                act(person)
                found.add(person)
                transaction.set_rollback(True)
        except BusinessError:
            pass
    return found


def test_a_look_up_of_deciders_offers_those_whom_the_act_accepts(client, people, paper):
    """SEC-04: neither the author nor who changed the document, nor one without the standing, nor who asks himself."""
    step = pending(paper, people.manager)
    everybody = list(User.objects.all())
    client.force_login(people.manager)
    transferred = found_at(client, f"/approvals/steps/{step.pk}/transfer/people/")
    assert transferred == accepted(lambda person: approvals.transfer(step.pk, people.manager, person), everybody)
    assert people.director in transferred
    assert not transferred & {people.rep1, people.warehouse, people.manager}
    added = found_at(client, f"/approvals/steps/{step.pk}/add-signer/people/")
    assert added == accepted(lambda person: approvals.add_signer(step.pk, people.manager, person), everybody)
    assert people.finance in added
    assert not added & {people.rep1, people.manager, people.admin}
    for name in ("transfer", "add-signer"):
        page = client.get(f"/approvals/steps/{step.pk}/{name}/")
        assertContains(page, f'data-lookup="/approvals/steps/{step.pk}/{name}/people/"')


def test_who_may_be_asked_is_told_to_who_decides_alone(client, people, paper):
    """SEC-01: the addresses of somebody else's step answer as the step itself does."""
    step = pending(paper, people.manager)
    for person, status in ((people.rep1, 403), (people.rep2, 404), (people.warehouse, 404)):
        client.force_login(person)
        assert client.get(f"/approvals/steps/{step.pk}/transfer/people/").status_code == status
    client.force_login(people.manager)
    assert client.get(f"/approvals/steps/{step.pk}/reject/people/").status_code == 404


def test_a_stuck_step_is_offered_to_those_who_may_take_it(client, people, paper):
    step = pending(paper, people.manager)
    User.objects.filter(pk=people.manager.pk).update(is_active=False)
    client.force_login(people.admin)
    offered_to = found_at(client, f"/approvals/stuck/{step.pk}/people/")
    everybody = list(User.objects.all())
    assert offered_to == accepted(lambda person: approvals.move_on(step.pk, people.admin, person), everybody)
    assert people.director in offered_to
    assert not offered_to & {people.rep1, people.warehouse, people.manager, people.admin}
    assertContains(client.get(f"/approvals/stuck/{step.pk}/"), f'data-lookup="/approvals/stuck/{step.pk}/people/"')
    client.force_login(people.rep1)
    assert client.get(f"/approvals/stuck/{step.pk}/people/").status_code == 403


def refused(client, address, **data):
    answer = client.post(address, {"comment": "", **data}, headers=HTMX)
    assert answer.status_code == 409
    return answer.context["refusal"].message


def at_the(moment):
    return meanwhile.moment_in_words(moment)


def test_a_second_withdrawal_says_who_was_first_and_when(client, people, paper):
    round_ = ApprovalRound.objects.get()
    client.force_login(people.rep1)
    approvals.withdraw(paper, people.rep1)
    entry = AuditEntry.objects.latest("pk")
    said = refused(client, f"/approvals/rounds/{round_.pk}/withdraw/")
    assert (str(people.rep1) in said, at_the(entry.at) in said) == (True, True)


def test_a_withdrawal_that_comes_after_a_decision_names_it(client, people, paper):
    round_ = ApprovalRound.objects.get()
    step = pending(paper, people.manager)
    client.force_login(people.rep1)
    known = client.get(f"/approvals/rounds/{round_.pk}/withdraw/", headers=HTMX).context["known"]
    approvals.approve(step.pk, people.manager)
    step.refresh_from_db()
    said = refused(client, f"/approvals/rounds/{round_.pk}/withdraw/", known=known)
    assert f"{people.manager} {at_the(step.decided_at)}" in said


def test_a_decision_taken_back_twice_says_who_took_it_back(client, people, paper):
    step = pending(paper, people.manager)
    approvals.approve(step.pk, people.manager)
    approvals.take_back(step.pk, people.manager)
    client.force_login(people.manager)
    said = refused(client, f"/approvals/steps/{step.pk}/take-back/")
    assert f"{people.manager}，{at_the(AuditEntry.objects.latest('pk').at)}" in said


def test_who_sends_back_what_is_decided_reads_when_it_was(client, people, paper):
    step = pending(paper, people.manager)
    approvals.approve(step.pk, people.manager)
    step.refresh_from_db()
    client.force_login(people.manager)
    said = refused(client, f"/approvals/steps/{step.pk}/send-back/", comment="太低")
    assert f"{people.manager} {at_the(step.decided_at)}" in said


def test_what_is_submitted_a_second_time_says_who_submitted_it(people, paper):
    with pytest.raises(BusinessError, match=str(people.rep1)):
        approvals.submit(paper, people.rep1)


def test_the_readers_of_a_document_are_found_together(people, paper):
    """One question about all of them, whatever else must be known of each."""
    reps = list(User.objects.filter(pk__in=[people.rep1.pk, people.rep2.pk, people.rep3.pk]).order_by("pk"))
    with CaptureQueriesContext(connection) as asked:
        assert readers_of(paper, reps) == [people.rep1]
    assert len([each for each in asked if str(Paper._meta.db_table) in each["sql"]]) == 1


def test_the_inbox_is_filtered_by_kind_and_counted(client, people, paper):
    client.force_login(people.manager)
    response = client.get("/approvals/?kind=paper")
    assert [(kind, number) for kind, _label, number in response.context["kinds"]] == [("paper", 1)]
    assert client.get("/approvals/?kind=other").context["rows"] == []


def test_the_query_count_of_the_inbox_is_the_same_for_one_row_and_three(client, people, paper):
    client.force_login(people.manager)

    def queries(name):
        with CaptureQueriesContext(connection) as found:
            client.get(f"/approvals/?box={name}")
        return len(found)

    client.get("/approvals/")
    before = queries("todo"), queries("started")
    for _each in range(2):
        approvals.submit(new_paper(people.rep1), people.rep1)
    assert (queries("todo"), queries("started")) == before


def test_the_inbox_shows_the_amount_to_who_sees_prices(client, people):
    """A department decides without prices (roles.md, row-level rule 3); everybody else at a glance."""
    paper = new_paper(people.rep1, title="Gear", amount=Decimal("1234.50"))
    approvals.submit(paper, people.rep1)
    client.force_login(people.manager)
    assert "¥1,234.50" in client.get("/approvals/").content.decode()
    approvals.approve(pending(paper, people.manager).pk, people.manager)
    client.force_login(people.technical)
    page = client.get("/approvals/").content.decode()
    assert paper.number in page
    assert "1,234.50" not in page
    client.force_login(people.rep1)
    assert "¥1,234.50" in client.get("/approvals/?box=started").content.decode()


def test_a_short_inbox_has_no_empty_strip_below_it(client, people, paper):
    client.force_login(people.manager)
    assert "list-foot" not in client.get("/approvals/").content.decode()


def test_many_of_a_kind_are_agreed_to_in_one_act_with_their_figures_in_sight(client, people):
    """First shown once more with their sum and one comment; each is decided by itself, and what is refused says why."""
    papers = [new_paper(people.rep1, title=f"Gear {number}", amount=Decimal(number)) for number in (1, 2, 4)]
    own = new_paper(people.manager, owner=people.rep1, title="Own", amount=Decimal(8))
    for each in papers:
        approvals.submit(each, people.rep1)
    approvals.submit(own, people.manager)
    steps = [pending(each, people.manager) for each in papers[:2]]
    foreign = ApprovalStep.objects.filter(round__object_id=own.pk, status="pending").first()
    chosen = {"pk": [*(step.pk for step in steps), foreign.pk]}
    client.force_login(people.manager)
    assert client.get("/approvals/?kind=paper").context["chooses"]
    assert not client.get("/approvals/").context["chooses"]
    shown = client.post("/approvals/agree/", chosen, headers=HTMX)
    assert ([row["row"] for row in shown.context["rows"]], shown.context["total"]) == (steps, 3)
    assert not ApprovalStep.objects.filter(status="approved").exists()
    sent = {**chosen, "comment": "All fine", "form_token": shown.context["form_token"]}
    assert client.post("/approvals/agree/", sent, headers=HTMX).headers["HX-Redirect"] == "/approvals/?kind=paper"
    decided = ApprovalStep.objects.filter(status="approved")
    assert {(step.pk, step.decided_by, step.comment) for step in decided} == {
        (step.pk, people.manager, "All fine") for step in steps
    }
    client.post("/approvals/agree/", sent, headers=HTMX)  # the second press of the same button
    assert ApprovalStep.objects.filter(status="approved").count() == 2


def test_what_was_decided_in_between_is_told_and_keeps_nothing_back(client, people):
    papers = [new_paper(people.rep1, title=f"Gear {number}") for number in (1, 2)]
    for each in papers:
        approvals.submit(each, people.rep1)
    first, second = (pending(each, people.manager) for each in papers)
    client.force_login(people.manager)
    chosen = {"pk": [first.pk, second.pk]}
    shown = client.post("/approvals/agree/", chosen, headers=HTMX)
    assert shown.context["gone"] == ""
    approvals.reject(first.pk, people.manager, "In another window")
    told = "其中 1 份已不再等待您审批。"
    assert client.post("/approvals/agree/", chosen, headers=HTMX).context["gone"] == told
    answer = client.post("/approvals/agree/", {**chosen, "form_token": shown.context["form_token"]}, follow=True)
    assert told in answer.content.decode()
    second.refresh_from_db()
    assert second.status == "approved"


def test_agreeing_to_many_needs_a_choice_and_the_right_to_each(client, people, paper):
    client.force_login(people.rep2)
    step = ApprovalStep.objects.filter(status="pending").get()
    shown = client.post("/approvals/agree/", {"pk": [step.pk, "x"]}, headers=HTMX)
    assert shown.context["rows"] == []
    answer = client.post("/approvals/agree/", {"pk": [step.pk], "form_token": shown.context["form_token"]})
    assert answer.url == "/approvals/"
    step.refresh_from_db()
    assert step.status == "pending"


def test_agreeing_from_the_inbox_leads_back_to_it(client, people, paper):
    client.force_login(people.manager)
    step = pending(paper, people.manager)
    assert client.get(f"/approvals/steps/{step.pk}/approve/?next=inbox", headers=HTMX).status_code == 200
    response = client.post(f"/approvals/steps/{step.pk}/approve/", {"next": "inbox"}, headers=HTMX)
    assert response.headers["HX-Redirect"] == "/approvals/"
    step.refresh_from_db()
    assert (step.status, step.decided_by) == ("approved", people.manager)


def test_the_panel_offers_the_decision_only_to_the_person_asked(client, people, paper):
    for person, expected in ((people.manager, 1), (people.rep1, 0), (people.gm, 0)):
        client.force_login(person)
        assert len(client.get(f"/papers/{paper.pk}/").context["approval"]["my_steps"]) == expected


def test_a_rejection_needs_a_reason(client, people, paper):
    client.force_login(people.manager)
    step = pending(paper, people.manager)
    assert client.post(f"/approvals/steps/{step.pk}/reject/", {"comment": ""}).status_code == 422
    assert Paper.objects.get(pk=paper.pk).status == "manager"
    client.post(f"/approvals/steps/{step.pk}/reject/", {"comment": "Too dear"})
    assert Paper.objects.get(pk=paper.pk).status == "rejected"


def test_the_author_is_refused(client, people):
    """SEC-04: the manager who wrote it does not decide it; it lies with the director."""
    paper = new_paper(people.manager)
    approvals.submit(paper, people.manager)
    step = ApprovalStep.objects.get(status="pending")
    client.force_login(people.manager)
    assertContains(
        client.post(f"/approvals/steps/{step.pk}/approve/", {}), "本单由您填写或提交，因此由", status_code=403
    )
    step.refresh_from_db()
    assert (step.status, step.assignee) == ("pending", people.director)


def test_who_cannot_see_the_document_does_not_find_the_step(client, people, paper):
    step = pending(paper, people.manager)
    client.force_login(people.rep2)
    assert client.get(f"/approvals/steps/{step.pk}/approve/").status_code == 404
    assert client.post(f"/approvals/steps/{step.pk}/approve/", {}).status_code == 404
    assert client.post(f"/approvals/rounds/{step.round_id}/comment/", {"text": "Hi"}).status_code == 404
    step.refresh_from_db()
    assert step.status == "pending"


def test_a_colleague_with_the_document_but_not_the_step_gets_403(client, people, paper):
    step = pending(paper, people.manager)
    client.force_login(people.gm)
    assertContains(client.post(f"/approvals/steps/{step.pk}/approve/", {}), "该步骤不由您审批", status_code=403)
    step.refresh_from_db()
    assert step.status == "pending"


def test_the_second_of_two_decisions_is_409_and_says_what_happened(client, people, paper):
    """SEC-05"""
    step = pending(paper, people.manager)
    client.force_login(people.manager)
    client.post(f"/approvals/steps/{step.pk}/approve/", {})
    response = client.post(f"/approvals/steps/{step.pk}/reject/", {"comment": "No"}, headers=HTMX)
    assertContains(response, "该步骤已处理", status_code=409)
    assert Paper.objects.get(pk=paper.pk).status == "joint"


@pytest.mark.parametrize("act", ["approve", "reject", "send-back", "transfer", "add-signer"])
def test_a_second_window_hears_at_once_that_the_step_was_decided(client, people, paper, act):
    """Before anything is typed, and instead of what was typed wrong."""
    step = pending(paper, people.manager)
    approvals.approve(step.pk, people.manager)
    client.force_login(people.manager)
    address = f"/approvals/steps/{step.pk}/{act}/"
    for answer in (client.get(address, headers=HTMX), client.post(address, {"to_order": "x"}, headers=HTMX)):
        assert answer.status_code == 409
        assert str(people.manager) in answer.content.decode()


def test_sending_back_to_an_earlier_step_asks_again_from_there(client, people, paper):
    approvals.approve(pending(paper, people.manager).pk, people.manager)
    step = pending(paper, people.quality)
    client.force_login(people.quality)
    form = client.get(f"/approvals/steps/{step.pk}/send-back/", headers=HTMX).context["form"]
    assert [value for value, _label in form.fields["to_order"].choices] == ["", 1]
    client.post(f"/approvals/steps/{step.pk}/send-back/", {"to_order": "1", "comment": "Look again"})
    assert Paper.objects.get(pk=paper.pk).status == "manager"
    assert pending(paper, people.manager) is not None


def test_transfer_adding_a_signer_reminding_copying_and_commenting(client, people, paper):
    step = pending(paper, people.manager)
    client.force_login(people.manager)
    both = {"signer": people.legal.pk, "role": "leg", "position": "before"}
    assert client.post(f"/approvals/steps/{step.pk}/add-signer/", both).status_code == 422
    client.post(f"/approvals/steps/{step.pk}/add-signer/", {"role": "leg", "position": "beside", "opinion": "on"})
    assert ApprovalStep.objects.filter(role="leg", status="pending", opinion=True).count() == 1
    client.post(f"/approvals/steps/{step.pk}/transfer/", {"to_user": people.director.pk})
    assert pending(paper, people.director) is not None
    client.force_login(people.rep1)
    asked = pending(paper, people.director)
    assert client.post(f"/approvals/steps/{asked.pk}/remind/").status_code == 302
    assertContains(client.post(f"/approvals/steps/{asked.pk}/remind/"), "您在一小时内已经催办过", status_code=409)
    client.post(f"/approvals/rounds/{asked.round_id}/copy/", {"people": [people.finance.pk]})
    client.post(f"/approvals/rounds/{asked.round_id}/comment/", {"text": "Urgent"})
    page = client.get(f"/papers/{paper.pk}/").content.decode()
    assert "Urgent" in page
    assert "Finance" in page


def test_the_applicant_withdraws_before_the_first_decision(client, people, paper):
    client.force_login(people.rep1)
    round_ = ApprovalRound.objects.get()
    assert client.get(f"/papers/{paper.pk}/").context["approval"]["may_withdraw"]
    client.post(f"/approvals/rounds/{round_.pk}/withdraw/", {"comment": ""})
    assert Paper.objects.get(pk=paper.pk).status == "draft"


def test_an_approver_takes_his_decision_back(client, people, paper):
    client.force_login(people.manager)
    step = pending(paper, people.manager)
    client.post(f"/approvals/steps/{step.pk}/approve/", {})
    assert client.get(f"/papers/{paper.pk}/").context["approval"]["to_take_back"] == [step]
    client.post(f"/approvals/steps/{step.pk}/take-back/", {"comment": "Wait"})
    assert Paper.objects.get(pk=paper.pk).status == "manager"


def test_a_new_round_shows_what_changed(client, people, paper):
    approvals.send_back(pending(paper, people.manager).pk, people.manager, "Cheaper, please")
    draft = Paper.objects.get(pk=paper.pk)
    change(draft, people.rep1, "Edited", title="Cheaper gear")
    approvals.submit(draft, people.rep1)
    client.force_login(people.manager)
    panel = client.get(f"/papers/{paper.pk}/").context["approval"]
    assert [(old, new) for _label, old, new in panel["changes"]] == [("Gear", "Cheaper gear")]
    assert [round_.no for round_ in panel["earlier"]] == [1]


def test_a_substitute_decides_and_the_panel_says_for_whom(client, people, paper):
    today = timezone.localdate()
    add_substitute(people.manager.pk, people.manager, substitute=people.manager2, valid_from=today, valid_to=today)
    client.force_login(people.manager2)
    assert box(client) == [paper.number]
    client.post(f"/approvals/steps/{pending(paper, people.manager2).pk}/approve/", {})
    step = ApprovalStep.objects.get(order=1)
    assert (step.decided_by, step.on_behalf_of) == (people.manager2, people.manager)
    page = client.get(f"/papers/{paper.pk}/").content.decode()
    assert "Manager2" in page


def test_an_unknown_act_does_not_exist(client, people, paper):
    client.force_login(people.manager)
    assert client.post(f"/approvals/steps/{pending(paper, people.manager).pk}/explode/").status_code == 404
