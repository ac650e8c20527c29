"""Who may attach a file: whoever may do the act that it proves; who merely reads attaches nothing (DOC-05)."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains

from salesmgmt.core.domain import approvals, evidence
from salesmgmt.core.domain.routing import route
from salesmgmt.core.models import ApprovalStep, Attachment
from salesmgmt.core.permissions import Role
from salesmgmt.core.tests.paper.models import Paper, new_paper
from salesmgmt.core.web.attachments import attachment_panel

pytestmark = [pytest.mark.django_db, pytest.mark.urls("salesmgmt.core.tests.paper.urls")]


@pytest.fixture
def paper(people):
    return new_paper(people.rep1)


def upload():
    return SimpleUploadedFile("a.pdf", b"%PDF-1.7\n1 0 obj\n")


def address(paper):
    return reverse("attachment-upload", args=[ContentType.objects.get_for_model(Paper).pk, paper.pk])


def test_a_reader_attaches_nothing_and_is_offered_nothing(client, people, paper):
    """A department the paper was handed to reads it."""
    route(paper, role=Role.WH)
    client.force_login(people.warehouse)
    answer = client.post(address(paper), {"files": upload(), "kind": "receipt"})
    assertContains(answer, "只有办理此单据的人才能上传附件", status_code=403)
    assert not Attachment.objects.exists()
    assert not attachment_panel(paper, people.warehouse)["may_attach"]
    assert attachment_panel(paper, people.rep1)["may_attach"]


def test_who_is_asked_for_his_decision_adds_what_it_rests_on_and_nothing_afterwards(people, paper):
    approvals.submit(paper, people.rep1)
    step = approvals.open_steps_of(paper).get()
    assert not evidence.can_attach(people.warehouse, paper)
    ApprovalStep.objects.filter(pk=step.pk).update(assignee=people.warehouse)
    assert evidence.can_attach(people.warehouse, paper)
    ApprovalStep.objects.filter(pk=step.pk).update(assignee=people.manager)
    approvals.approve(step.pk, people.manager)
    with pytest.raises(PermissionDenied, match="只有办理此单据的人才能上传附件"):
        evidence.attach(paper, upload(), people.warehouse, "opinion")
    assert not Attachment.objects.exists()


def test_a_reserved_kind_is_attached_by_whoever_may_do_the_act(client, people, paper, monkeypatch):
    """DOC-05: also its author may not, under any disguise of the words."""
    rule = evidence.Rule(lambda document: {"signed": lambda user, document: user == people.manager})
    monkeypatch.setitem(evidence._rules, Paper, rule)
    for kind in ("signed", "  signed ", "si\0gned"):
        with pytest.raises(PermissionDenied, match="此类附件只能由有权办理相应事项的人上传"):
            evidence.attach(paper, upload(), people.rep1, kind)
    assert not Attachment.objects.exists()
    evidence.attach(paper, upload(), people.rep1, "other")
    evidence.attach(paper, upload(), people.manager, "signed")
    assert set(Attachment.objects.values_list("kind", "uploaded_by__username")) == {
        ("other", "rep1"),
        ("signed", "manager"),
    }


def test_the_panel_offers_the_kinds_this_person_may_attach(people, paper, monkeypatch):
    rule = evidence.Rule(lambda document: {"signed": lambda user, document: user == people.manager})
    monkeypatch.setitem(evidence._rules, Paper, rule)
    monkeypatch.setattr(Paper, "ATTACHMENT_KINDS", (("signed", "Signed"), "other"), raising=False)
    assert attachment_panel(paper, people.rep1)["kinds"] == ["other"]
    assert attachment_panel(paper, people.manager)["kinds"] == [("signed", "Signed"), "other"]


def test_beside_the_matrix_a_document_names_who_works_on_it(people, paper, monkeypatch):
    route(paper, role=Role.WH)
    rule = evidence.Rule(also=lambda user, document: user.has_role(Role.WH))
    monkeypatch.setitem(evidence._rules, Paper, rule)
    evidence.attach(paper, upload(), people.warehouse, "photo")
    assert Attachment.objects.get().uploaded_by == people.warehouse


def test_the_evidence_of_a_document_is_registered_once(monkeypatch):
    monkeypatch.setitem(evidence._rules, Paper, evidence.Rule())
    with pytest.raises(ValueError, match="registered twice"):
        evidence.register_evidence(Paper)
