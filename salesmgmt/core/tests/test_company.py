"""The company of the tests is what every scope test stands on."""

import pytest

from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db


def owners(user, scope, people):
    names = {person.pk: name for name, person in vars(people).items() if name != "units"}
    return {names[pk] for pk in user.owner_ids(scope)}


def test_each_scope_reaches_exactly_its_people():
    people = company()
    assert owners(people.rep1, "o", people) == {"rep1"}
    assert owners(people.supervisor, "t", people) == {"supervisor", "rep1"}
    assert owners(people.manager, "g", people) == {"manager", "supervisor", "supervisor2", "rep1", "rep2"}
    assert owners(people.manager2, "g", people) == {"manager2", "rep3"}
