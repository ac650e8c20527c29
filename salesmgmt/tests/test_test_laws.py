"""What tests themselves must keep to: a refusal is tested with its reason, and every refusal has one."""

import ast
from functools import cache

import pytest

from salesmgmt.core.exceptions import PermissionDenied
from salesmgmt.core.refusal import because
from salesmgmt.core.state import require
from salesmgmt.tests.test_layers import APPS, ROOT, files

# A rule or a right refuses with words; the others say how a database or a program fails.
WITH_A_REASON = {"BusinessError", "PermissionDenied", "Withheld", "ValidationError", "RowErrors"}
# Named by the class that brings them; what they say when asked is seen by the walk over all addresses.
HOOKS = {"can", "may_edit", "may_open", "permission", "right"}
ANYTHING = {"", ".", ".*", ".+", r"\w", r"\S"}


def name_of(node):
    return ast.unparse(node).rsplit(".", 1)[-1]


def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def test_files():
    found = [path for path in ROOT.rglob("test_*.py") if not {"node_modules", ".venv", "var"} & set(path.parts)]
    return found + [
        path for path in ROOT.rglob("conftest.py") if not {"node_modules", ".venv", "var"} & set(path.parts)
    ]


test_files.__test__ = False


def refusals_of_any_reason(tree):
    """The lines of pytest.raises(BusinessError) and its like that do not say which words they wait for."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and name_of(node.func) == "raises" and node.args):
            continue
        kinds = {name_of(each) for each in getattr(node.args[0], "elts", [node.args[0]])}
        match = next((word.value for word in node.keywords if word.arg == "match"), None)
        if kinds & WITH_A_REASON and (match is None or getattr(match, "value", "words") in ANYTHING):
            yield node.lineno


def test_every_test_of_a_refusal_matches_its_reason():
    """A test that accepts any reason stays green when another rule refuses, and its own has gone."""
    found = [
        f"{path.relative_to(ROOT)}:{line}" for path in test_files() for line in refusals_of_any_reason(parsed(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "refused"),
    [
        ("pytest.raises(BusinessError)", True),
        ("pytest.raises((KeyError, exceptions.PermissionDenied))", True),
        ("pytest.raises(BusinessError, match='.*')", True),
        ("pytest.raises(BusinessError, match='no plan')", False),
        ("pytest.raises(BusinessError, match=reason)", False),
        ("pytest.raises(IntegrityError)", False),
    ],
)
def test_the_law_sees_a_refusal_without_reason(code, refused):
    assert list(refusals_of_any_reason(ast.parse(code))) == ([1] if refused else [])


@cache
def predicates_with_reason():
    """The names of all functions under @because."""
    return {
        node.name
        for app in APPS
        for path in files(app)
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(each, ast.Call) and name_of(each.func) == "because" for each in node.decorator_list)
    }


def says_why(call):
    """Has this require() a reason: its own in words, which is never empty, or that of the predicate it asks?"""
    if len(call.args) > 1 and "_(" in ast.unparse(call.args[1]):
        return True
    answer = call.args[0]
    # ``a and b`` gives back the no of either, ``not a or b`` that of the last.
    asked = answer.values if isinstance(answer, ast.BoolOp) else [answer]
    asked = [each for each in asked if not isinstance(each, ast.UnaryOp)]
    known = predicates_with_reason() | HOOKS
    return all(isinstance(each, ast.Call) and name_of(each.func) in known for each in asked)


def test_every_right_that_is_refused_says_who_has_it():
    """ "You may not do this" alone helps nobody, and lets a test pass for another right than its own."""
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for app in APPS
        for path in files(app)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and name_of(node.func) == "require" and not says_why(node)
    ]
    assert bare == []


def test_no_right_is_refused_without_words():
    """A page that raises by itself throws away the reason its predicate gave: it asks through ``require``."""
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for app in APPS
        for path in files(app)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Raise) and node.exc is not None
        if name_of(node.exc) == "PermissionDenied" or ast.unparse(node.exc) == "PermissionDenied()"
    ]
    assert bare == []


def test_a_refusal_carries_the_reason_of_its_predicate():
    @because("The warehouse lets goods go.")
    def can_issue(role):
        return role == "wh"

    require(can_issue("wh"))
    assert not can_issue("rep")
    with pytest.raises(PermissionDenied, match="^The warehouse lets goods go.$"):
        require(can_issue("rep"))
    with pytest.raises(PermissionDenied, match="^Not today.$"):
        require(can_issue("rep"), "Not today.")
