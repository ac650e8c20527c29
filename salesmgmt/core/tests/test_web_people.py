"""Users, units, substitutes and the settings page."""

import datetime as dt

import pytest
from django.utils import translation
from pytest_django.asserts import assertContains

from salesmgmt.core.domain import approvals
from salesmgmt.core.domain import people as office
from salesmgmt.core.domain import settings as register
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import ApprovalStep, AuditEntry, SettingValue, Substitute, Task, Unit, User
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.paper.models import new_paper

TODAY = dt.date(2025, 3, 10)
TOMORROW = dt.date(2025, 3, 11)


@pytest.fixture
def people(db):
    register.forget()
    yield company()
    register.forget()


@pytest.fixture
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def admin(client, people):
    client.force_login(people.admin)
    return client


def user_data(**changes):
    return {"username": "new", "name": "New", "roles": ["rep"], **changes}


# -- users


def test_the_administrator_creates_an_account_without_a_password(admin, people):
    response = admin.post("/users/new/", user_data(unit=people.units.team1.pk, superior=people.supervisor.pk))
    person = User.objects.get(username="new")
    assert response.url == f"/users/{person.pk}/"
    assert (person.roles, person.unit, person.superior) == (["rep"], people.units.team1, people.supervisor)
    assert not person.has_usable_password()


@pytest.mark.parametrize("name", ["rep1", "gm", "finance"])
def test_nobody_else_creates_or_changes_accounts(client, people, name):
    client.force_login(getattr(people, name))
    count = User.objects.count()
    assert client.post("/users/new/", user_data()).status_code == 403
    target = client.post(f"/users/{people.rep2.pk}/edit/", user_data(username="rep2", roles=["adm"])).status_code
    assert target == (403 if name == "gm" else 404)
    with pytest.raises(PermissionDenied, match="账号和组织单位由系统管理员维护"):
        office.deactivate(people.rep2.pk, getattr(people, name))
    people.rep2.refresh_from_db()
    assert (User.objects.count(), people.rep2.roles, people.rep2.is_active) == (count, ["rep"], True)


def test_roles_and_superior_are_changed_with_an_audit_row(admin, people):
    data = user_data(username="rep1", name="Rep1", roles=["rep", "sup"], superior=people.manager.pk)
    admin.post(f"/users/{people.rep1.pk}/edit/", data)
    people.rep1.refresh_from_db()
    assert (people.rep1.roles, people.rep1.superior) == (["rep", "sup"], people.manager)
    entry = AuditEntry.objects.filter(object_id=people.rep1.pk, action="User changed").get()
    assert {"roles", "superior"} <= set(entry.changes)


def test_a_circle_of_superiors_is_refused(people):
    """TEAM-01"""
    with pytest.raises(BusinessError, match="会成为自己的上级"):
        office.update_user(people.manager.pk, people.admin, superior=people.rep1)
    people.manager.refresh_from_db()
    assert people.manager.superior == people.director


def test_the_administrator_does_not_change_his_own_roles(people):
    with pytest.raises(BusinessError, match="不能修改自己的角色，请由其他管理员修改"):
        office.update_user(people.admin.pk, people.admin, roles=["adm", "gm"])
    people.admin.refresh_from_db()
    assert people.admin.roles == ["adm"]


def test_an_account_with_people_below_it_is_not_closed(admin, people):
    response = admin.post(f"/users/{people.supervisor.pk}/do/deactivate/")
    assertContains(response, "人以此人为上级", status_code=409)
    people.supervisor.refresh_from_db()
    assert people.supervisor.is_active


def test_what_an_app_has_against_leaving_is_said(people, monkeypatch):
    monkeypatch.setattr(office, "_leaving_checks", [lambda person: "He owns 3 customers."])
    with pytest.raises(BusinessError, match="3 customers"):
        office.deactivate(people.rep1.pk, people.admin)
    people.rep1.refresh_from_db()
    assert people.rep1.is_active


def test_the_role_of_the_rep_stays_while_something_depends_on_it(admin, people, monkeypatch):
    """CUS-07"""
    monkeypatch.setattr(office, "_leaving_checks", [lambda person: "He owns 3 customers."])
    data = user_data(username="rep1", name="Rep1", roles=["sup"], superior=people.manager.pk)
    response = admin.post(f"/users/{people.rep1.pk}/edit/", data)
    assert (response.status_code, "He owns 3 customers." in response.content.decode()) == (409, True)
    people.rep1.refresh_from_db()
    assert people.rep1.roles == ["rep"]
    office.update_user(people.rep1.pk, people.admin, name="Still a rep", roles=["rep", "sup"])
    office.update_user(people.supervisor.pk, people.admin, roles=["mgr"])
    people.rep1.refresh_from_db()
    people.supervisor.refresh_from_db()
    assert (people.rep1.name, people.rep1.roles, people.supervisor.roles) == ("Still a rep", ["rep", "sup"], ["mgr"])


def test_a_closed_account_cannot_sign_in_and_is_opened_again(admin, client, people):
    admin.post(f"/users/{people.rep1.pk}/do/deactivate/")
    people.rep1.refresh_from_db()
    assert not people.rep1.is_active
    admin.post(f"/users/{people.rep1.pk}/do/activate/")
    people.rep1.refresh_from_db()
    assert people.rep1.is_active


def test_nobody_closes_his_own_account(people):
    with pytest.raises(BusinessError, match="不能停用自己的账号"):
        office.deactivate(people.admin.pk, people.admin)
    people.admin.refresh_from_db()
    assert people.admin.is_active


def test_the_user_list_is_searched_and_filtered(admin, people):
    found = admin.get("/users/?q=rep1").context["page"].object_list
    assert [row.record.username for row in found] == ["rep1"]
    found = admin.get("/users/?role=mgr").context["page"].object_list
    assert sorted(row.record.username for row in found) == ["manager", "manager2"]


# -- units


def test_a_unit_moves_with_all_below_it(admin, people):
    """TEAM-08"""
    east, west = people.units.east, people.units.west
    data = {"name": "East", "code": "east", "kind": "region", "parent": west.pk, "is_active": "on"}
    assert admin.post(f"/units/{east.pk}/", data).status_code == 302
    team = Unit.objects.get(code="team1")
    assert team.path == f"{west.path}{east.pk}/{team.pk}/"


def test_a_unit_cannot_lie_below_itself(people):
    with pytest.raises(BusinessError, match="部门不能位于自己之下"):
        office.update_unit(people.units.east.pk, people.admin, parent=people.units.team1)
    assert Unit.objects.get(code="east").parent == people.units.company


def test_a_unit_with_people_is_not_closed(people):
    with pytest.raises(BusinessError, match="该部门下还有人员或下级部门"):
        office.update_unit(people.units.team1.pk, people.admin, is_active=False)
    assert Unit.objects.get(code="team1").is_active


def test_a_new_unit_takes_its_place_in_the_tree(admin, people):
    admin.post(
        "/units/new/",
        {"name": "Team 9", "code": "t9", "kind": "team", "parent": people.units.west.pk, "is_active": "on"},
    )
    unit = Unit.objects.get(code="t9")
    assert unit.path == f"{people.units.west.path}{unit.pk}/"


def test_units_are_the_administrators(client, people):
    client.force_login(people.manager)
    assert client.get("/units/").status_code == 403
    assert client.post("/units/new/", {"name": "X", "code": "x", "kind": "team"}).status_code == 403
    assert not Unit.objects.filter(code="x").exists()


# -- substitutes


def test_everybody_names_his_own_substitute(client, people):
    client.force_login(people.manager)
    data = {"substitute": people.manager2.pk, "valid_from": "2025-03-10", "valid_to": "2025-03-11", "reason": "Leave"}
    assert client.post("/substitutes/", data).url == "/substitutes/"
    row = Substitute.objects.get()
    assert (row.person, row.substitute, row.confirmed_by) == (people.manager, people.manager2, people.manager)
    client.force_login(people.rep1)
    assert client.post(f"/substitutes/{row.pk}/remove/").status_code == 404
    client.force_login(people.manager)
    client.post(f"/substitutes/{row.pk}/remove/")
    assert not Substitute.objects.exists()


@pytest.mark.parametrize(
    ("substitute", "valid_from", "valid_to", "reason"),
    [
        ("manager", TODAY, TOMORROW, "Choose somebody else"),
        ("manager2", TOMORROW, TODAY, "before the first"),
        ("supervisor", TODAY, TOMORROW, "has not the standing"),
        ("admin", TODAY, TOMORROW, "has not the standing"),
    ],
)
def test_impossible_substitutes_are_refused(people, english, substitute, valid_from, valid_to, reason):
    """SEC-04: a substitute has the standing of the role."""
    with pytest.raises(BusinessError, match=reason):
        office.add_substitute(
            people.manager.pk,
            people.manager,
            substitute=getattr(people, substitute),
            valid_from=valid_from,
            valid_to=valid_to,
        )
    assert not Substitute.objects.exists()


def test_a_colleague_names_no_substitute_for_somebody_else(people):
    with pytest.raises(PermissionDenied, match="代理人由本人、其上级和系统管理员维护"):
        office.add_substitute(
            people.manager.pk, people.rep1, substitute=people.rep1, valid_from=TODAY, valid_to=TOMORROW
        )
    assert not Substitute.objects.exists()


def test_what_the_administrator_enters_waits_for_the_person_or_his_superior(client, people):
    """SEC-04: the administrator confirms nobody, not even as the superior he made himself."""
    people.manager.superior = people.admin
    people.manager.save()
    row = office.add_substitute(
        people.manager.pk, people.admin, substitute=people.manager2, valid_from=TODAY, valid_to=TOMORROW
    )
    assert row.confirmed_at is None
    with pytest.raises(PermissionDenied, match="代理人由本人或其上级确认"):
        office.confirm_substitute(row.pk, people.admin)
    client.force_login(people.rep1)
    assert client.post(f"/substitutes/{row.pk}/confirm/").status_code == 404
    row.refresh_from_db()
    assert row.confirmed_at is None
    client.force_login(people.manager)
    page = client.get("/substitutes/").content.decode()
    assert f"/substitutes/{row.pk}/confirm/" in page
    assert client.post(f"/substitutes/{row.pk}/confirm/").url == "/substitutes/"
    row.refresh_from_db()
    assert row.confirmed_by == people.manager


def test_a_superior_confirms_for_his_people(client, people):
    row = office.add_substitute(
        people.manager.pk, people.admin, substitute=people.manager2, valid_from=TODAY, valid_to=TOMORROW
    )
    client.force_login(people.director)
    assert "Manager2" in client.get("/substitutes/").content.decode()
    client.post(f"/substitutes/{row.pk}/confirm/")
    row.refresh_from_db()
    assert row.confirmed_by == people.director


# -- leaving


@pytest.fixture
def paper(people):
    """A paper of rep1 that waits for the manager."""
    made = new_paper(people.rep1)
    approvals.submit(made, people.rep1)
    return made


def leaves(people, person, **fields):
    """Nobody has this person as his superior any more."""
    User.objects.filter(superior=person).update(superior=people.director)
    return office.deactivate(person.pk, people.admin, **fields)


def test_whoever_is_asked_does_not_leave_without_a_word(people, english, paper):
    Task.objects.create(kind="trial", document=paper, person=people.manager, subject="Look")
    with pytest.raises(BusinessError, match=f"1 approval steps wait for Manager: {paper.number}") as refusal:
        leaves(people, people.manager)
    assert "1 open to-dos" in str(refusal.value)
    people.manager.refresh_from_db()
    assert people.manager.is_active


def test_the_last_of_a_role_does_not_leave_and_does_not_give_it_up(people, english):
    with pytest.raises(BusinessError, match="Nobody else holds the role: Legal"):
        leaves(people, people.legal)
    with pytest.raises(BusinessError, match="Nobody else holds the role: Legal"):
        office.update_user(people.legal.pk, people.admin, roles=["fin"])
    with pytest.raises(BusinessError, match="Nobody else holds the role: Legal"):
        leaves(people, people.legal, successor=people.finance)
    people.legal.refresh_from_db()
    assert (people.legal.is_active, people.legal.roles) == (True, ["leg"])
    leaves(people, people.legal, successor=people.finance, with_roles=True)
    people.finance.refresh_from_db()
    assert people.finance.roles == ["fin", "leg"]


def test_steps_and_to_dos_of_who_leaves_go_to_his_successor(admin, people, paper):
    Task.objects.create(kind="trial", document=paper, person=people.manager, subject="Look")
    User.objects.filter(superior=people.manager).update(superior=people.director)
    address = f"/users/{people.manager.pk}/do/deactivate/"
    assert paper.number in admin.get(address).content.decode()
    assert admin.post(address, {"successor": people.manager2.pk}).status_code == 302
    people.manager.refresh_from_db()
    assert not people.manager.is_active
    assert [row.round.document_number for row in approvals.pending_for(people.manager2)] == [paper.number]
    assert [task.person for task in Task.objects.all()] == [people.manager2]


def test_a_successor_without_the_standing_of_the_role_takes_no_step_over(people, english, paper):
    with pytest.raises(BusinessError, match="does not hold the role"):
        leaves(people, people.manager, successor=people.supervisor)
    people.manager.refresh_from_db()
    assert people.manager.is_active
    assert ApprovalStep.objects.get(status="pending").assignee == people.manager


def test_a_step_of_somebody_who_left_is_moved_on_by_superior_or_administrator(admin, people, paper, english):
    """The administrator sees the number and the step, and decides nothing."""
    User.objects.filter(pk=people.manager.pk).update(is_active=False)
    step = ApprovalStep.objects.get(status="pending")
    with pytest.raises(BusinessError, match="no decision to himself"):
        approvals.move_on(step.pk, people.admin, people.admin)
    with pytest.raises(BusinessError, match="author"):
        approvals.move_on(step.pk, people.admin, people.rep1)
    with pytest.raises(PermissionDenied, match="This step is not yours to decide"):
        approvals.approve(step.pk, people.admin)
    assert paper.number in admin.get("/approvals/stuck/").content.decode()
    assert admin.get(f"/papers/{paper.pk}/").status_code == 404
    assert admin.post(f"/approvals/stuck/{step.pk}/", {"to_user": people.manager2.pk}).url == "/approvals/stuck/"
    assert ApprovalStep.objects.get(status="pending").assignee == people.manager2


def test_nobody_moves_a_step_on_that_goes_its_way(client, people, paper):
    step = ApprovalStep.objects.get(status="pending")
    for person in (people.admin, people.director):
        with pytest.raises(PermissionDenied, match="您无权转交该审批步骤"):
            approvals.move_on(step.pk, person, people.manager2)
    User.objects.filter(pk=people.manager.pk).update(is_active=False)
    with pytest.raises(PermissionDenied, match="您无权转交该审批步骤"):
        approvals.move_on(step.pk, people.supervisor, people.manager2)
    assert ApprovalStep.objects.get(status="pending").assignee == people.manager
    approvals.move_on(step.pk, people.director, people.director)
    assert ApprovalStep.objects.get(status="pending").assignee == people.director


# -- settings


def filled_in(page):
    """What a browser posts of the page when nobody has touched anything."""
    rows = page.context["rows"]
    values = {row.setting.name: row.value for row in rows if row.value is not None and row.value is not False}
    return values | {f"seen-{row.setting.name}": row.seen for row in rows}


def test_the_settings_page_saves_a_group_with_history(admin, people):
    page = admin.get("/settings/?group=customers")
    data = filled_in(page)
    assert admin.post("/settings/?group=customers", {**data, "complaint_hours_local": "12"}).status_code == 302
    assert SettingValue.objects.get(key="complaint_hours_local").value == 12
    history = admin.get("/settings/complaint_hours_local/history/").content.decode()
    assert "<del>24</del>" in history


def test_a_refused_value_stands_beside_its_field_and_nothing_is_saved(admin, people):
    page = admin.get("/settings/?group=customers")
    data = filled_in(page)
    data |= {"complaint_hours_local": "-1", "complaint_hours_remote": "99"}
    response = admin.post("/settings/?group=customers", data)
    assert response.status_code == 422
    assert [row.setting.name for row in response.context["rows"] if row.error] == ["complaint_hours_local"]
    assert not SettingValue.objects.filter(key="complaint_hours_remote").exists()
    assert register.policy().complaint_hours_remote == 48


def test_a_stale_form_takes_no_other_administrators_change_back(admin, people):
    """What the second one did not touch stays as the first one has set it."""
    stale = filled_in(admin.get("/settings/?group=customers"))
    register.change_setting("complaint_hours_local", 12, people.admin)
    assert admin.post("/settings/?group=customers", {**stale, "complaint_hours_remote": "36"}).status_code == 302
    register.forget()
    assert (register.policy().complaint_hours_local, register.policy().complaint_hours_remote) == (12, 36)


def test_two_who_change_the_same_setting_are_told_and_the_second_decides_again(admin, people):
    stale = filled_in(admin.get("/settings/?group=customers"))
    register.change_setting("complaint_hours_local", 12, people.admin)
    answer = admin.post("/settings/?group=customers", {**stale, "complaint_hours_local": "18", "visits_per_week": "5"})
    assert answer.status_code == 422
    refused = {row.setting.name: row.error for row in answer.context["rows"] if row.error}
    assert list(refused) == ["complaint_hours_local"] and "12" in refused["complaint_hours_local"]
    assert not SettingValue.objects.filter(key="visits_per_week").exists()
    assert admin.post("/settings/?group=customers", filled_in(answer)).status_code == 302
    register.forget()
    assert (register.policy().complaint_hours_local, register.policy().visits_per_week) == (18, 5)


def test_a_refused_form_shows_what_others_have_set_where_nothing_was_typed(admin, people):
    stale = filled_in(admin.get("/settings/?group=customers"))
    register.change_setting("complaint_hours_local", 12, people.admin)
    answer = admin.post("/settings/?group=customers", {**stale, "visits_per_week": "-1"})
    assert answer.status_code == 422
    shown = {row.setting.name: row.value for row in answer.context["rows"]}
    assert (shown["complaint_hours_local"], shown["visits_per_week"]) == (12, "-1")


def test_a_profile_is_not_applied_over_a_change_the_page_has_not_seen(admin, people):
    seen = admin.get("/settings/").context["profile_seen"]
    register.change_setting("contract_departments", ["qa"], people.admin)
    admin.post("/settings/profile/", {"profile": "prefab", "seen": seen})
    register.forget()
    assert (register.policy().contract_departments, register.policy().profile) == (["qa"], "generic")


def test_a_profile_sets_many_values(admin, people):
    admin.post("/settings/profile/", {"profile": "prefab"})
    register.forget()
    assert register.policy().contract_departments == ["leg"]
    assert admin.post("/settings/profile/", {"profile": "nothing"}).status_code == 302
    register.forget()
    assert register.policy().profile == "prefab"


def test_the_general_manager_reads_settings_and_others_do_not(client, people):
    client.force_login(people.gm)
    assert client.get("/settings/").status_code == 200
    assertContains(
        client.post("/settings/?group=customers", {"complaint_hours_local": "1"}),
        "系统设置由系统管理员修改",
        status_code=403,
    )
    assertContains(
        client.post("/settings/profile/", {"profile": "prefab"}), "系统设置由系统管理员修改", status_code=403
    )
    client.force_login(people.rep1)
    assert client.get("/settings/").status_code == 403
    assert not SettingValue.objects.exists()
