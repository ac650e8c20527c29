"""What rooms ask one another by name exists, is used and points down (docs/ARCHITECTURE.md section 2).

Read from the code: every fact and command that some file registers, asks or tells, by kind and name.
"""

import ast
from collections import defaultdict
from functools import cache

import pytest

from salesmgmt.core import registry
from salesmgmt.tests.test_layers import FIVE, ROOT, files, name_of, rooms_of

CALLS = ("fact", "register_fact", "tell", "register_command")


def text_of(node, names):
    """A kind or a name as it is written: "visit", or Visit.KIND of a class that the file knows."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Attribute) and node.attr == "KIND" and isinstance(node.value, ast.Name):
        return names[node.value.id]
    return None


@cache
def kinds():
    """{"Visit": "visit", …} of all documents."""
    return {kind.model.__name__: kind.key for kind in registry.document_kinds()}


@cache
def uses():
    """{"fact": {(kind, name): [(place of the room, call)]}, …} over all files of the five apps, tests left out."""
    found = {name: defaultdict(list) for name in CALLS}
    for app in FIVE:
        for path in files(app):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if called in CALLS and len(node.args) > 1:
                    kind, name = (text_of(each, kinds()) for each in node.args[:2])
                    assert kind and name, f"{name_of(path)}:{node.lineno} {called} of something that is no literal"
                    found[called][kind, name].append((place_of(path), node))
    return found


def place_of(path):
    """(app, room) as numbers that grow to the right; the app as a whole stands left of its rooms."""
    app, room = path.relative_to(ROOT).parts[:2]
    order = list(rooms_of(app))
    return FIVE.index(app), order.index(room) if room in order else -1


@pytest.mark.parametrize(("asks", "registers"), [("fact", "register_fact"), ("tell", "register_command")])
def test_what_is_asked_is_registered_and_what_is_registered_is_asked(asks, registers):
    asked, registered = set(uses()[asks]), set(uses()[registers])
    assert sorted(asked - registered) == []
    assert sorted(registered - asked) == []


@pytest.mark.parametrize(("asks", "registers"), [("fact", "register_fact"), ("tell", "register_command")])
def test_who_is_above_asks_who_is_below(asks, registers):
    """What a room above knows is imported; a name is for what an import must not reach."""
    wrong = [
        f"{key} is asked in {FIVE[here[0]]} by a room that may import who knows it"
        for key, rows in uses()[asks].items()
        for here, _call in rows
        for there, _registration in uses()[registers].get(key, [])
        if there <= here
    ]
    assert wrong == []


def test_a_default_stands_for_another_app_alone():
    """An app is there with all its rooms: a fact of the own app that has no answer is a fault (LookupError)."""
    wrong = [
        key
        for key, rows in uses()["fact"].items()
        for here, call in rows
        for there, _registration in uses()["register_fact"][key]
        if here[0] == there[0] and (len(call.args) > 3 or any(each.arg == "default" for each in call.keywords))
    ]
    assert wrong == []


def test_what_a_fact_gives_is_told_where_it_is_defined():
    silent = [key for key, value in registry._registry.facts.items() if not (value.__doc__ or "").strip()]
    assert silent == []


def test_no_room_reaches_a_list_or_a_model_below_by_its_name():
    """Neither list_page("…") nor apps.get_model("app.Model") of the five apps: an import says it, or a fact."""
    wrong = []
    for app in FIVE:
        for path in files(app):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                    if called == "list_page" or ast.unparse(node.func) == "apps.get_model":
                        wrong.append(f"{name_of(path)}:{node.lineno} {ast.unparse(node)}")
    assert wrong == []
