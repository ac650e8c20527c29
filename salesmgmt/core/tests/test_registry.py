"""What rooms tell one another through the registry."""

import pytest
from django.http import HttpResponse
from django.urls import URLResolver, include, path
from django.urls.resolvers import RegexPattern

from salesmgmt.core import registry
from salesmgmt.core.permissions import Role, RoleHolder
from salesmgmt.core.registry import Shortcut
from salesmgmt.core.web.urls import by_first_word


@pytest.fixture
def trial():
    yield "trial"
    registry._registry.commands.pop(("trial", "hand_over"), None)
    registry._registry.shortcuts.pop("trial", None)
    registry._registry.facts.pop(("trial", "opinion"), None)


def test_a_command_reaches_every_room_that_registered_for_it_in_their_order(trial):
    done = []
    registry.register_command(
        trial, "hand_over", "visit", lambda document, owner: done.append(("visit", owner)), order=30
    )
    registry.register_command(
        trial, "hand_over", "lead", lambda document, owner: done.append(("lead", owner)), order=10
    )
    registry.tell(trial, "hand_over", object(), owner="Li")
    assert done == [("lead", "Li"), ("visit", "Li")]
    with pytest.raises(ValueError, match="registered twice"):
        registry.register_command(trial, "hand_over", "lead", print)


def test_a_command_that_nobody_registered_for_does_nothing(trial):
    assert registry.tell(trial, "hand_over", object()) is None


def test_a_fact_is_asked_with_its_reader_and_has_a_default_without_its_app(trial):
    assert registry.fact(trial, "opinion", "document", "unknown", user="Li") == "unknown"
    assert registry.fact(trial, "opinion", "document", default=None) is None
    registry.register_fact(trial, "opinion", lambda document, user: f"{user} on {document}")
    assert registry.fact(trial, "opinion", "document", user="Li") == "Li on document"


def test_a_fact_that_nobody_knows_is_an_error_that_names_what_is_known(trial):
    with pytest.raises(LookupError, match="nobody registered the fact 'opinion' about 'trial'.*: nothing"):
        registry.fact(trial, "opinion", "document")
    registry.register_fact(trial, "opinion", str.upper)
    with pytest.raises(LookupError, match="fact 'opinon' about 'trial'; registered about it: opinion"):
        registry.fact(trial, "opinon", "document")


def test_shortcuts_stand_in_their_order(trial):
    for name, order in (("second", 20), ("first", 10)):
        registry.register_shortcut(trial, Shortcut(name, name, "visit-log", lambda user, document: True, "map", order))
    assert [each.name for each in registry.shortcuts_for(trial)] == ["first", "second"]


def test_what_opens_a_page_of_the_menu_follows_from_roles_alone():
    """No database is asked (there is none in this test), and a holder of roles has no name, no unit and no documents."""
    asked = [item for item in [*registry.menu_items(), *registry._registry.quick_acts.values()] if item.can]
    assert len(asked) > 50
    for role in Role:
        for item in asked:
            if getattr(item, "by_roles", True):
                item.can(RoleHolder((role,), True))
                assert not item.can(RoleHolder((role,), False)) or item.can(RoleHolder((role,), True))


def test_addresses_with_the_same_first_word_stand_together_and_lead_where_they_led():
    def page(request):
        return HttpResponse()

    inner = [path("loans/<int:pk>/", page, name="loan"), path("loans/", page, {"a": 1}, name="loans")]
    given = [path("", include([path("", page, name="home"), *inner])), path("picture-<slug:name>.svg", page, name="x")]
    found = by_first_word([*given, path("loans/new/", page, name="loan-new"), path("goods/", page, name="goods")])
    assert [str(each.pattern) for each in found] == ["", "picture-<slug:name>.svg", "loans/", "goods/"]
    before, after = (URLResolver(RegexPattern(r"^/"), patterns) for patterns in (given, found))
    for address in ("/", "/loans/7/", "/loans/", "/picture-a.svg"):
        old, new = before.resolve(address), after.resolve(address)
        assert (old.url_name, old.kwargs, old.route) == (new.url_name, new.kwargs, new.route)
    assert after.resolve("/loans/new/").url_name == "loan-new"
    assert after.reverse("loan", 7) == "loans/7/"
