"""Units and people from a sheet."""

import pytest
from django.db import transaction
from django.utils import translation

from salesmgmt.core.domain.import_specs import RowErrors
from salesmgmt.core.domain.people_import import import_people, import_units
from salesmgmt.core.domain.people_imports import roles
from salesmgmt.core.models import AuditEntry, Unit, User
from salesmgmt.core.tests.factories import company


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def people(db):
    return company()


def unit(code, parent="", kind="team", name=""):
    return {"code": code, "name": name or code, "kind": kind, "parent": parent}


def person(username, **changes):
    values = {"name": username.title(), "email": "", "mobile": "", "unit": "", "superior": "", "roles": ["rep"]}
    return {"username": username, **values, **changes}


def imported(function, user, *rows, update=False):
    return function(list(enumerate(rows, 2)), user, update, lambda count: None)


def test_units_come_in_any_order_and_hang_where_they_belong(people):
    outcomes = imported(import_units, people.admin, unit("B", parent="A"), unit("A", kind="region"))
    assert outcomes == {2: "created", 3: "created"}
    below, above = Unit.objects.get(code="B"), Unit.objects.get(code="A")
    assert (below.parent, above.parent) == (above, people.units.company)
    assert below.path == f"{above.path}{below.pk}/"


def test_a_unit_that_is_known_changes_only_where_that_is_wanted(people):
    Unit.objects.create(code="A", name="Old", kind="team", path="/0/")
    assert imported(import_units, people.admin, unit("A", name="New")) == {2: "unchanged"}
    assert imported(import_units, people.admin, unit("A", name="New"), update=True) == {2: "updated"}
    assert Unit.objects.get(code="A").name == "New"


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        ([unit("A", parent="X")], {2: "there is no unit with the code “X”"}),
        ([unit("A"), unit("A")], {3: "the code stands in row 2 already"}),
        ([unit("A", parent="B"), unit("B", parent="A")], dict.fromkeys((2, 3), "These units lie in one another.")),
    ],
)
def test_units_that_cannot_be_placed_are_named_and_none_is_made(people, rows, reasons):
    count = Unit.objects.count()
    with pytest.raises(RowErrors, match="rows") as refused:
        imported(import_units, people.admin, *rows)
    assert refused.value.reasons == reasons
    assert Unit.objects.count() == count


def test_people_come_without_passwords_with_superiors_from_further_down(people):
    rows = [person("zhao", superior="QIAN", unit="team1"), person("qian", roles=["sup", "rep"], unit="U-TEAM")]
    Unit.objects.create(code="U-TEAM", name="Team", kind="team", path="/0/")
    Unit.objects.filter(pk=people.units.team1.pk).update(code="team1")
    assert imported(import_people, people.admin, *rows) == {2: "created", 3: "created"}
    zhao = User.objects.get(username="zhao")
    assert (zhao.superior.username, zhao.superior.roles, zhao.unit) == ("qian", ["sup", "rep"], people.units.team1)
    assert not zhao.has_usable_password()
    assert AuditEntry.objects.filter(actor=people.admin, action="User created").count() == 2


def test_the_same_sheet_again_changes_nothing(people):
    rows = [person("zhao", superior="manager"), person("qian", superior="zhao")]
    imported(import_people, people.admin, *rows)
    assert set(imported(import_people, people.admin, *rows, update=True).values()) == {"unchanged"}
    assert imported(import_people, people.admin, person("zhao", superior="gm")) == {2: "unchanged"}
    assert imported(import_people, people.admin, person("zhao", superior="gm"), update=True) == {2: "updated"}
    assert User.objects.get(username="zhao").superior == people.gm


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (person("zhao", unit="nowhere"), "there is no unit “nowhere”"),
        (person("zhao", superior="nobody"), "there is nobody with the user name “nobody”, who is to be the superior"),
        (person("zhao", email="no address"), "Enter a valid email address."),
        (
            person("zh ao"),
            "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.",
        ),
        (person("zhao", superior="zhao"), "Zhao would be his own superior."),
    ],
)
def test_a_wrong_row_is_named_and_nobody_is_made(people, row, reason):
    count = User.objects.count()

    with pytest.raises(RowErrors, match="rows") as refused, transaction.atomic():
        imported(import_people, people.admin, person("sun"), row)
    assert refused.value.reasons == {3: reason}
    assert User.objects.count() == count


def test_nobody_but_the_administrator_brings_people(people):
    with pytest.raises(RowErrors, match="rows") as refused:
        imported(import_people, people.gm, person("zhao"))
    assert refused.value.reasons == {2: "Accounts are opened by the administrator."}
    with pytest.raises(RowErrors, match="rows") as refused:
        imported(import_units, people.gm, unit("A"))
    assert refused.value.reasons == {2: "Accounts and units are kept by the administrator."}
    assert not User.objects.filter(username="zhao").exists()


def test_roles_are_named_in_words_several_divided_by_commas():
    assert roles("Sales manager，rep、Finance", None) == ["mgr", "rep", "fin"]
    with pytest.raises(ValueError, match="“King” is none of"):
        roles("King", None)
