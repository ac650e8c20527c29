"""What rooms tell one another through the registry."""

import pytest

from salesmgmt.core import registry
from salesmgmt.core.permissions import Role, RoleHolder
from salesmgmt.core.registry import Shortcut


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
