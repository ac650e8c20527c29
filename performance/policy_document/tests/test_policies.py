"""Policies: three signatures, versions, the day they take effect (DOC-01), acknowledged at sign-in (TEAM-07)."""

import datetime as dt

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from performance.policy_document.acknowledging import GATE, acknowledge_policy
from performance.policy_document.clock import take_effect
from performance.policy_document.models import PolicyAcknowledgement, PolicyDocument
from performance.policy_document.permissions import signed_already
from performance.policy_document.preparing import prepare_policy, renew_policy, update_policy, withdraw_policy
from performance.policy_document.rules import next_version, takes_effect, version_order
from performance.policy_document.signing import approve_policy, audit_policy, return_policy
from performance.policy_document.states import Audience, PolicyStatus
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice
from salesmgmt.core.permissions import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def prepared(person, **fields):
    content = {"code": "CQXF-XS-01", "version": "A/0", "title": "Conduct", "text": "No bribes."}
    return prepare_policy(person, **{**content, **fields})


def in_force(people, **fields):
    policy = prepared(people.manager, **fields)
    audit_policy(policy.pk, people.director)
    return approve_policy(policy.pk, people.gm)


@pytest.mark.parametrize(
    ("person", "signed", "again"),
    [(1, (1, None, None), True), (2, (1, 2, None), True), (3, (1, 2, None), False), (2, (1, None, None), False)],
)
def test_doc_01_one_person_signs_once(person, signed, again):
    """DOC-01"""
    assert signed_already(person, signed) is again


def test_doc_01_versions_follow_each_other_and_a_day_may_be_named():
    """DOC-01"""
    assert [next_version(each) for each in ("A/0", "A/9", "A/99", "Z/99")] == ["A/1", "A/10", "B/0", "Z/100"]
    assert version_order("A/10") > version_order("A/9")
    assert version_order("B/0") > version_order("A/99")
    day = dt.date(2026, 3, 1)
    assert takes_effect(None, day)
    assert takes_effect(day, day)
    assert not takes_effect(day + dt.timedelta(days=1), day)


def test_doc_01_three_different_persons_and_it_is_effective(people):
    """DOC-01"""
    policy = prepared(people.manager)
    assert policy.status == PolicyStatus.PREPARED
    policy = audit_policy(policy.pk, people.director, "fits the law")
    assert (policy.status, policy.audited_by) == (PolicyStatus.AUDITED, people.director)
    policy = approve_policy(policy.pk, people.gm)
    assert (policy.status, policy.effective_on) == (PolicyStatus.EFFECTIVE, today())
    assert policy.signed_by == (people.manager.pk, people.director.pk, people.gm.pk)
    assert policy.published_at is not None


def test_doc_01_the_same_person_twice_is_refused(people):
    """DOC-01: by the page, and by the database against everything else"""
    policy = prepared(people.director)
    with pytest.raises(PermissionDenied, match="three different persons"):
        audit_policy(policy.pk, people.director)
    audit_policy(policy.pk, people.gm)
    with pytest.raises(PermissionDenied, match="three different persons"):
        approve_policy(policy.pk, people.gm)
    policy.refresh_from_db()
    assert (policy.status, policy.approved_by) == (PolicyStatus.AUDITED, None)
    with pytest.raises(IntegrityError, match="policy_signed_by_three"), transaction.atomic():
        PolicyDocument.objects.filter(pk=policy.pk).update(approved_by=people.gm)
    with pytest.raises(IntegrityError, match="policy_signed_by_three"), transaction.atomic():
        PolicyDocument.objects.filter(pk=policy.pk).update(audited_by=people.director)


def test_the_page_tells_whoever_signed_why_he_does_not_sign_again(client, people):
    policy = prepared(people.director)
    client.force_login(people.director)
    assert "三个不同的人" in client.get(policy.get_absolute_url()).content.decode()
    answer = client.post(reverse("policy-document-do", args=[policy.pk, "audit"]), {"comment": ""})
    assert answer.status_code == 403


def test_only_those_named_prepare_audit_and_approve(people):
    for person in (people.rep1, people.finance, people.admin, people.gm, people.legal):
        with pytest.raises(PermissionDenied, match="Those who may do this"):
            prepared(person)
    policy = prepared(people.manager)
    for person in (people.rep1, people.manager2, people.finance, people.admin):
        with pytest.raises(PermissionDenied, match="Those who may do this"):
            audit_policy(policy.pk, person)
    audit_policy(policy.pk, people.legal)
    for person in (people.director, people.manager2, people.admin):
        with pytest.raises(PermissionDenied, match="Those who may do this"):
            approve_policy(policy.pk, person)


def test_doc_01_what_was_audited_is_not_changed_any_more(people):
    """DOC-01"""
    policy = prepared(people.manager)
    fields = {"code": "CQXF-XS-01", "version": "A/0", "title": "Conduct", "text": "No bribes, no gifts."}
    with pytest.raises(PermissionDenied, match="whoever prepared it"):
        update_policy(policy.pk, people.director, **fields)
    update_policy(policy.pk, people.manager, **fields)
    audit_policy(policy.pk, people.director)
    with pytest.raises(PermissionDenied, match="until it is audited"):
        update_policy(policy.pk, people.manager, **fields)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        PolicyDocument.objects.filter(pk=policy.pk).update(text="Gifts are fine.")


def test_doc_01_sent_back_the_audit_falls(people):
    """DOC-01"""
    policy = prepared(people.manager)
    audit_policy(policy.pk, people.director)
    with pytest.raises(PermissionDenied, match="sent back by whoever"):
        return_policy(policy.pk, people.director, "no")
    policy = return_policy(policy.pk, people.gm, "Too short.")
    assert (policy.status, policy.audited_by, policy.audited_at) == (PolicyStatus.PREPARED, None, None)
    assert Notice.objects.filter(user=people.manager, subject__contains="退回").exists()
    return_policy(policy.pk, people.legal, "Still too short.")
    policy.refresh_from_db()
    assert policy.status == PolicyStatus.PREPARED
    policy = withdraw_policy(policy.pk, people.manager, "not needed")
    assert policy.status == PolicyStatus.WITHDRAWN
    assert prepared(people.manager).version == "A/0"


def test_doc_01_a_new_version_supersedes_the_one_before(people):
    """DOC-01"""
    first = in_force(people)
    with pytest.raises(BusinessError, match="does not follow on version A/0"):
        prepared(people.manager, version="A/0")
    second = renew_policy(first.pk, people.manager)
    assert (second.version, second.text) == ("A/1", first.text)
    with pytest.raises(BusinessError, match="on its way already"):
        prepared(people.manager2, version="A/2")
    first.refresh_from_db()
    assert first.status == PolicyStatus.EFFECTIVE
    audit_policy(second.pk, people.legal)
    approve_policy(second.pk, people.gm)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == (PolicyStatus.SUPERSEDED, PolicyStatus.EFFECTIVE)


def test_doc_01_with_a_day_to_come_the_clock_puts_it_in_force_once(people):
    """DOC-01"""
    first = in_force(people)
    later = today() + dt.timedelta(days=3)
    second = renew_policy(first.pk, people.manager)
    PolicyDocument.objects.filter(pk=second.pk).update(effective_on=later)
    audit_policy(second.pk, people.director)
    assert approve_policy(second.pk, people.gm).status == PolicyStatus.APPROVED
    assert take_effect(timezone.now()) == 0
    at = timezone.now() + dt.timedelta(days=3)
    assert (take_effect(at), take_effect(at)) == (1, 0)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == (PolicyStatus.SUPERSEDED, PolicyStatus.EFFECTIVE)
    assert second.effective_on == later


def signed_in(client, person):
    person.password = make_password("wer-da-2026")
    person.save(update_fields=["password"])
    return client.post(reverse("login"), {"username": person.username, "password": "wer-da-2026"})


def test_team_07_whoever_signs_in_acknowledges_the_new_version_first(client, people):
    """TEAM-07"""
    first = in_force(people)
    assert signed_in(client, people.rep1).status_code == 302
    page = reverse("policy-acknowledge")
    for address in (reverse("home"), reverse("customer-list"), first.get_absolute_url()):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, page)
    assert client.post(reverse("customer-create"), {})["Location"] == page
    answer = client.get(reverse("home"), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == page
    text = client.get(page).content.decode()
    assert "No bribes." in text
    assert "CQXF-XS-01" in text
    client.post(page, {"policy": first.pk})
    assert client.get(page)["Location"] == reverse("home")
    assert client.get(reverse("home")).status_code == 200
    client.logout()
    assert signed_in(client, people.rep1)["Location"] == "/"
    assert client.get(reverse("home")).status_code == 200
    second = renew_policy(first.pk, people.manager)
    audit_policy(second.pk, people.director)
    approve_policy(second.pk, people.gm)
    client.logout()
    signed_in(client, people.rep1)
    assert client.get(reverse("home"))["Location"] == page


def test_team_07_nobody_is_shut_in_or_out(client, people):
    """TEAM-07: the way out, the password, the health page; the administrator goes on and is asked all the same"""
    policy = in_force(people)
    signed_in(client, people.rep1)
    assert client.session[GATE]
    for name in ("health", "ready", "password-change"):
        assert client.get(reverse(name)).status_code != 302
    assert client.post(reverse("logout")).status_code == 302
    signed_in(client, people.admin)
    assert client.get(reverse("home")).status_code == 200
    assert GATE not in client.session
    page = reverse("policy-acknowledge")
    assert policy.title in client.get(page).content.decode()
    client.post(page, {"policy": policy.pk})
    assert "均已签收确认" in client.get(page).content.decode()


def test_the_gate_asks_the_database_nothing(client, people, django_assert_num_queries):
    in_force(people)
    signed_in(client, people.rep1)
    client.get(reverse("home"))
    with django_assert_num_queries(2):  # the session and the person
        assert client.get(reverse("home")).status_code == 302


def test_team_07_who_has_not_acknowledged_is_a_list(client, people):
    """TEAM-07"""
    policy = in_force(people)
    sales = in_force(people, code="CQXF-XS-02", audience=Audience.SALES)
    acknowledge_policy(policy.pk, people.rep1)
    for again in (policy.pk, prepared(people.manager, code="X-1").pk):
        with pytest.raises(BusinessError, match="nothing for you to acknowledge"):
            acknowledge_policy(again, people.rep1)
    with pytest.raises(BusinessError, match="nothing for you to acknowledge"):
        acknowledge_policy(sales.pk, people.finance)
    assert people.rep1 not in policy.missing()
    assert {people.rep2, people.finance, people.admin} <= set(policy.missing())
    assert {Role(person.roles[0]) for person in sales.missing()} == {Role.REP, Role.SUP, Role.MGR, Role.DIR, Role.GM}
    acknowledge_policy(policy.pk, people.director)
    acknowledge_policy(sales.pk, people.director)
    client.force_login(people.director)
    page = client.get(reverse("policy-document-missing", args=[policy.pk])).content.decode()
    assert "Rep2" in page
    assert "Rep1" not in page
    page = client.get(reverse("policy-document-acknowledged", args=[policy.pk])).content.decode()
    assert "Rep1" in page
    acknowledge_policy(sales.pk, people.rep1)
    client.force_login(people.rep1)
    assert client.get(reverse("policy-document-missing", args=[policy.pk])).status_code == 403


def test_an_acknowledgement_stays(people):
    policy = in_force(people)
    acknowledge_policy(policy.pk, people.rep1)
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        PolicyAcknowledgement.objects.all().delete()


def test_what_is_not_in_force_is_read_by_those_who_keep_policies(client, people):
    policy = prepared(people.manager)
    for person, code in ((people.gm, 200), (people.legal, 200), (people.rep1, 404), (people.finance, 404)):
        client.force_login(person)
        assert client.get(policy.get_absolute_url()).status_code == code, person
        assert client.get(reverse("policy-document-pdf", args=[policy.pk])).status_code == code, person


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_page_keep_their_queries(client, people, count, django_assert_max_num_queries):
    made = [in_force(people, code=f"P-{number}") for number in range(count)]
    for policy in made:
        acknowledge_policy(policy.pk, people.gm)
        acknowledge_policy(policy.pk, people.rep1)
    client.force_login(people.gm)
    client.get(reverse("policy-document-list"))
    with django_assert_max_num_queries(9):
        assert client.get(reverse("policy-document-list")).status_code == 200
    with django_assert_max_num_queries(16):
        assert client.get(made[0].get_absolute_url()).status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get(reverse("policy-document-missing", args=[made[0].pk])).status_code == 200


def test_a_policy_is_prepared_and_edited_on_its_pages(client, people):
    client.force_login(people.manager)
    form = {"code": "CQXF-XS-09", "version": "A0", "title": "Gifts", "audience": "everybody", "text": "None."}
    answer = client.post(reverse("policy-document-create"), form)
    assert answer.status_code == 422
    answer = client.post(reverse("policy-document-create"), {**form, "version": "A/0"})
    policy = PolicyDocument.objects.get()
    assert answer["Location"] == policy.get_absolute_url()
    edit = reverse("policy-document-edit", args=[policy.pk])
    assert client.post(edit, {**form, "version": "B/0"}).status_code == 302
    policy.refresh_from_db()
    assert str(policy) == "CQXF-XS-09 B/0"
    assert settings.MIDDLEWARE.count("performance.policy_document.gate.AcknowledgementMiddleware") == 1
