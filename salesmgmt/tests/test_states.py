"""States are a leaf: what a document can be stands in the states.py of its room and is named by everybody else."""

import ast
import re
from functools import cache
from importlib import import_module

import pytest
from django.db.models import TextChoices

from salesmgmt.tests.test_layers import APPS, ROOT, files, name_of

# The roles are core's own and no choice of a document.
APART = {"salesmgmt.core.permissions"}


def declared(tree):
    """The names of the choices and tables of transitions that a file declares, in it and in its classes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("TextChoices") for base in node.bases):
            yield node.name
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
            yield from (ast.unparse(target) for target in node.targets if ast.unparse(target).endswith("TRANSITIONS"))


def test_choices_and_transitions_stand_in_states():
    elsewhere = [
        f"{name_of(path)}: {name}"
        for app in APPS
        for path in files(app)
        if path.stem != "states" and name_of(path) not in APART
        for name in declared(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert elsewhere == []


# Calls whose argument at that place is a status.
TAKES_A_STATUS = {"move": 1, "guard": 1, "can_become": 0, "status_before": 1, "Step": 3, "advance": 0}
# Words of an argument or an attribute that holds one; "order__status__in" counts by its last word.
HOLDS_A_STATUS = re.compile(r"(^|_)(status|states?|stage)$")
IN_AN_ADDRESS = re.compile(r"\bstatus=([a-z_]+)")


@cache
def choices():
    """{(app, room): the choices in its states.py}."""
    found = {}
    for app in APPS:
        for path in files(app):
            if path.stem == "states":
                room = "" if app == "core" else path.parent.name
                declared_here = vars(import_module(name_of(path))).values()
                found[app, room] = [
                    each for each in declared_here if isinstance(each, type) and issubclass(each, TextChoices)
                ]
    return found


@cache
def statuses():
    """Every word that is a status of some document."""
    every = [each for room in choices().values() for each in room if each.__name__.endswith("Status")]
    return {member.value for each in every for member in each}


def words(node):
    """The strings a node spells: itself, or the parts of a tuple, a list, a set or a choice between two."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return [word for part in node.elts for word in words(part)]
    if isinstance(node, ast.IfExp):
        return words(node.body) + words(node.orelse)
    return []


def last_word(node):
    return ast.unparse(node.func if isinstance(node, ast.Call) else node).rsplit(".", 1)[-1]


def spelled(tree):
    """The lines in which a status is spelled: compared, asked for, moved to, listed, or written into an address."""
    for node in ast.walk(tree):
        said = []
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(HOLDS_A_STATUS.search(last_word(side)) for side in sides):
                said = [word for side in sides for word in words(side)]
        elif isinstance(node, ast.keyword) and node.arg:
            if HOLDS_A_STATUS.search(node.arg.removesuffix("__in")) or node.arg in ("to", "running"):
                said = words(node.value)
        elif isinstance(node, ast.Call) and (place := TAKES_A_STATUS.get(last_word(node))) is not None:
            said = words(node.args[place]) if len(node.args) > place else []
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple | ast.List | ast.Set):
            listed = words(node.value)
            is_group = all(ast.unparse(target).isupper() for target in node.targets) and set(listed) <= statuses()
            said = listed if is_group and len(listed) == len(node.value.elts) else []
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "status=" in node.value:
            said = IN_AN_ADDRESS.findall(node.value)
        if set(said) & statuses():
            yield getattr(node, "lineno", None) or node.value.lineno


def test_no_status_is_spelled():
    """A renamed status is found by mypy and by the import, not by a search for its letters.

    The tables from which a demo company is made keep the words: they are read once, by their own file.
    """
    found = sorted(
        {
            f"{path.relative_to(ROOT)}:{line}"
            for app in APPS
            for path in files(app)
            if path.stem != "states" and not path.stem.startswith("demo")
            for line in spelled(ast.parse(path.read_text(encoding="utf-8")))
        }
    )
    assert found == []


@pytest.mark.parametrize(
    ("code", "refused"),
    [
        ('order.status == "draft"', True),
        ('order.status in ("draft", "submitted")', True),
        ('Order.objects.filter(status="draft")', True),
        ('lines.exclude(order__status__in=["closed"])', True),
        ('move(order, "closed" if done else "ready", user)', True),
        ('Step(1, Role.MGR, label, "submitted")', True),
        ('Action("go", label, can, run, to="closed")', True),
        ('OPEN = ("draft", "submitted")', True),
        ('Preset(label, "status=draft&status=submitted")', True),
        ("order.status == OrderStatus.DRAFT", False),
        ('order.status == ""', False),
        ('fields = ("number", "status")', False),
        ('Preset(label, f"status={OrderStatus.DRAFT}")', False),
        ('Preset(label, "status=alive")', False),
    ],
)
def test_the_law_sees_a_spelled_status(code, refused):
    assert bool(list(spelled(ast.parse(code)))) == refused


SPELLED_IN_A_PAGE = re.compile(r"\.(?:status|phase|sla_state) (?:==|!=|in) [\"']|[?;&]status=[a-z]")
NAMED_IN_A_PAGE = re.compile(r"\.([A-Z]\w*)\.([A-Z][A-Z_]+)\b")


def pages():
    return sorted((ROOT / "templates").rglob("*.html"))


def knows(page, kind, name):
    """Does ``object.Status.NAME`` of a page name a member, of its own room's choices where the room has such?"""
    app, *rest = page.relative_to(ROOT / "templates").parts
    own = choices().get((app, rest[0] if len(rest) > 1 else ""), [])
    own = [each for each in own if each.__name__.endswith(kind)]
    others = [each for room in choices().values() for each in room if each.__name__.endswith(kind)]
    return any(name in each.names for each in own or others)


def test_no_page_spells_a_status():
    found = [
        f"{page.relative_to(ROOT)}: {match[0]}"
        for page in pages()
        for match in SPELLED_IN_A_PAGE.finditer(page.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_pages_name_statuses_that_exist():
    """A template takes what is not there for nothing, so the names in it are looked up here."""
    unknown = [
        f"{page.relative_to(ROOT)}: {match[0]}"
        for page in pages()
        for match in NAMED_IN_A_PAGE.finditer(page.read_text(encoding="utf-8"))
        if not knows(page, *match.groups())
    ]
    assert unknown == []
