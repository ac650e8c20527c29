"""docs/rules.md tells the truth: each rule it calls complete or partial has its function and its test.

And the program itself asks that function: a rule that only its test calls is not the rule.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent.parent
SECTIONS = ["platform", "customers", "pricing", "contracts", "orders", "performance"]
ID = re.compile(r"^[A-Z]{2,5}-\d{2,3}$")


def rows():
    """(id, state, function, test) of each row of a table in docs/rules.md."""
    for line in (ROOT / "docs" / "rules.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        if len(cells) == 4 and ID.match(cells[0]):
            yield tuple(cells)


def decided(state):
    return state.startswith(("complete", "partial"))


@cache
def source(path):
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def definition(tree, names):
    """The class or function of that dotted name inside a module, or None."""
    node = tree
    for name in names:
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        node = next((one for one in node.body if isinstance(one, kinds) and one.name == name), None)
        if node is None:
            return None
    return node


def locate(dotted):
    """(module, names, node) of a dotted path such as customers.scheme.scoring.grade_of; the module is its longest file."""
    words = dotted.split(".")
    for cut in range(len(words) - 1, 0, -1):
        for path in (Path(*words[:cut]).with_suffix(".py"), Path(*words[:cut], "__init__.py")):
            for place in (path, Path("salesmgmt") / path):
                if (ROOT / place).is_file() and (node := definition(source(place), words[cut:])):
                    return place, words[cut:], node
    return None


def find_function(dotted):
    found = locate(dotted)
    return found and found[2]


# Neither tests nor made-up data are the program.
NOT_THE_PROGRAM = re.compile(r"(^|/)(tests|migrations|bench|node_modules|\.venv|var)/|(^|/)(conftest|demo\w*)\.py$")
APPS = ["salesmgmt", "customers", "pricing", "contracts", "orders", "performance"]


@cache
def program():
    """``{path: text}`` of every module of the program."""
    paths = sorted(path.relative_to(ROOT) for app in APPS for path in (ROOT / app).rglob("*.py"))
    return {
        path: (ROOT / path).read_text(encoding="utf-8") for path in paths if not NOT_THE_PROGRAM.search(path.as_posix())
    }


def trees_with(name):
    """``{path: tree}`` of the modules of the program in which that name stands at all."""
    word = re.compile(rf"\b{name}\b")
    # To look for letters is quick, for a word among them is not.
    return {path: source(path) for path, text in program().items() if name in text and word.search(text)}


def module_name(path):
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def names_of(tree, is_own, module, name):
    """How a module calls ``name`` of ``module``: as a name of its own, or as an attribute of these imported modules."""
    plain, modules = ({name} if is_own else set()), set()
    package = module.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                known = alias.asname or alias.name
                if alias.name == name and node.module in (module, package):
                    plain.add(known)
                # ``package`` may hand the name on: approvals.submit for approvals.submit.submit.
                if f"{node.module}.{alias.name}" in (module, package):
                    modules.add(known)
        elif isinstance(node, ast.Import):
            modules |= {alias.asname or alias.name for alias in node.names if alias.name == module}
    return plain, modules


def uses(tree, plain, modules, name, own):
    """Whether a tree uses the name outside the lines of its own definition."""
    for node in ast.walk(tree):
        if own is not None and own.lineno <= getattr(node, "lineno", 0) <= own.end_lineno:
            continue
        if isinstance(node, ast.Name) and node.id in plain:
            return True
        if isinstance(node, ast.Attribute) and node.attr == name and ast.unparse(node.value) in modules:
            return True
    return False


def has_caller(dotted):
    """Whether the program calls it: by name, as a method by attribute, or Django by a dotted path in its settings."""
    place, names, own = locate(dotted)
    module, name = module_name(place), names[-1]
    if len(names) > 1:  # a method
        return any(
            isinstance(node, ast.Attribute) and node.attr == name
            for tree in trees_with(name).values()
            for node in ast.walk(tree)
        )
    if isinstance(own, ast.ClassDef) and (place.name == "apps.py" or dotted in settings.MIDDLEWARE):
        return True  # Django itself
    return any(
        uses(tree, *names_of(tree, path == place, module, name), name, own if path == place else None)
        for path, tree in trees_with(name).items()
    )


def says(rule, node):
    """Whether the docstring names the rule: RAT-05, or inside a span such as `RAT-01 to RAT-05`, `RAT-01..05`."""
    text = ast.get_docstring(node) or ""
    if rule in text:
        return True
    prefix, number = rule.split("-")
    spans = re.findall(rf"{prefix}-(\d+)\s*(?:to|\.\.|–|-)\s*(?:{prefix}-)?(\d+)", text)
    return any(int(first) <= int(number) <= int(last) for first, last in spans)


@cache
def read(path):
    """The text of a file and its tree."""
    text = path.read_text(encoding="utf-8")
    return text, ast.parse(text)


def lines_of_test(place):
    """The source of a test named as customers/tests/test_grading.py::test_name, its comment lines above included."""
    file, _colon, name = place.partition("::")
    path = ROOT / file
    if not path.is_file():
        return None
    text, tree = read(path)
    node = definition(tree, name.split("::"))
    if node is None:
        return None
    lines = text.splitlines()
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)]) - 1
    while first and lines[first - 1].startswith("#"):
        first -= 1
    return "\n".join(lines[first : node.end_lineno])


def faults(rule, function, test):
    node = find_function(function)
    if node is None:
        yield f"{rule}: no function {function}"
    elif not says(rule, node):
        yield f"{rule}: the docstring of {function} does not name it"
    elif not has_caller(function):
        yield f"{rule}: the program never calls {function}"
    for place in test.replace("`", "").split(", "):
        text = lines_of_test(place)
        if text is None:
            yield f"{rule}: no test {place}"
        elif rule not in text:
            yield f"{rule}: the test {place} does not name it"


def test_every_rule_in_the_index_has_its_function_and_its_test():
    assert [fault for rule, state, *rest in rows() if decided(state) for fault in faults(rule, *rest)] == []


def test_the_index_has_a_section_per_app_and_names_no_rule_twice():
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\w+)$", text, re.MULTILINE) == SECTIONS
    names = [row[0] for row in rows()]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize(
    ("function", "test", "fault"),
    [
        (
            "core.nowhere.nothing",
            "salesmgmt/tests/test_rule_index.py::rows",
            "RUL-01: no function core.nowhere.nothing",
        ),
        ("salesmgmt.tests.test_rule_index.rows", "x.py::test_x", "RUL-01: no test x.py::test_x"),
        (
            "salesmgmt.tests.test_rule_index.rows",
            "salesmgmt/tests/test_rule_index.py::rows",
            "RUL-01: the docstring of salesmgmt.tests.test_rule_index.rows does not name it",
        ),
        (
            "salesmgmt.tests.test_rule_index.rows",
            "salesmgmt/tests/test_rule_index.py::test_rul_01_in_its_name_alone_is_not_found_by_a_search_for_the_id",
            "RUL-01: the test salesmgmt/tests/test_rule_index.py::"
            "test_rul_01_in_its_name_alone_is_not_found_by_a_search_for_the_id does not name it",
        ),
    ],
)
def test_a_row_that_is_not_true_is_found(function, test, fault):
    assert fault in list(faults("RUL-01", function, test))


def test_rul_01_in_its_name_alone_is_not_found_by_a_search_for_the_id():
    assert not says("RUL-02", definition(source("salesmgmt/tests/test_rule_index.py"), ["lines_of_test"]))
