"""Which way imports point: between apps, between the rooms of an app, inside a room (docs/ARCHITECTURE.md section 2).

The laws stand in the code: the order of the apps here, the order of the rooms in each app's ``rooms.py``.
"""

import ast
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FIVE = ["customers", "pricing", "contracts", "orders", "performance"]
APPS = ["core", *FIVE]
# What an app is as a whole; it knows every room and no room knows it, but for the tables by name.
WHOLE_APP = {
    "apps",
    "urls",
    "models",
    "rooms",
    "registration",
    "demo",
    "conftest",
    "management",
    "templatetags",
    "migrations",
    "tests",
    "locale",
}
# The order inside a room; a file further left imports nothing further right. Any other name is an activity or a rule.
STATES, WHO, MODELS, ACTIVITY, FACE, VIEWS, TOLD = range(7)
LAYER = {
    "states": STATES,
    "permissions": WHO,
    "querysets": WHO,
    "models": MODELS,
    "forms": FACE,
    "fields": FACE,
    "filters": FACE,
    "columns": FACE,
    "tables": FACE,
    "exports": FACE,
    "imports": FACE,
    "views": VIEWS,
    "approval": TOLD,
    "registration": TOLD,
    "urls": TOLD,
    "demo": TOLD,
}
# Core's own order, from the leaves to what Django calls; a file imports nothing of a later line. A file of core that is
# not named stands with its folder, a single file with the leaves.
CORE = [
    ["leaves"],
    ["models", "querysets"],
    ["audit", "meanwhile", "state", "demo"],
    ["output.letters", "output.cells", "output.xlsx"],
    ["domain"],
    ["output", "web.status", "templatetags"],
    ["web"],
    ["registration", "middleware", "tasks", "urls", "apps", "management"],
]
FORBIDDEN = {"utils", "helpers", "common", "services", "signals", "shared", "base", "parts", "misc", "facts"}


def files(app):
    folder = ROOT / "salesmgmt" / "core" if app == "core" else ROOT / app
    return [path for path in folder.rglob("*.py") if not {"tests", "migrations", "__pycache__"} & set(path.parts)]


class WithoutNamesForTypes(ast.NodeTransformer):
    """The program without what it imports for annotations alone, which no interpreter reads."""

    def visit_If(self, node):
        return None if ast.unparse(node.test) == "TYPE_CHECKING" else self.generic_visit(node)


@cache
def imported(path, types=True):
    """The modules a file imports anywhere in it, the names of `from x import y` taken as modules too."""
    found = []
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree if types else WithoutNamesForTypes().visit(tree)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def words_of(module):
    """["orders", "payment", "allocation", ...] of a module of ours, [] of anybody else's."""
    words = module.removeprefix("salesmgmt.").split(".")
    return words if words[0] in APPS and (words[0] == "core") == module.startswith("salesmgmt.core") else []


def name_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def rooms_of(app):
    """{room: what it is}, in the order of their arrows."""
    return import_module(f"{app}.rooms").ROOMS


def layer_of(stem):
    """The layer of a file by its name: `cause_views` is one of the views, `opening_import` an activity."""
    last = stem.rsplit("_", 1)[-1]
    return LAYER.get(
        stem, LAYER.get(last, ACTIVITY) if last in ("views", "tables", "filters", "forms", "fields") else ACTIVITY
    )


def core_layer(words):
    """The line of CORE on which a file of core stands, by its path below core: ["output", "pdf"]."""
    for name in (".".join(words[:2]), words[0] if words else ""):
        for line, names in enumerate(CORE):
            if name in names:
                return line
    return 0


def test_core_points_from_its_pages_to_its_leaves():
    core = ROOT / "salesmgmt" / "core"
    wrong = []
    for path in files("core"):
        own = core_layer(list(path.relative_to(core).with_suffix("").parts))
        for module in imported(path):
            words = words_of(module)
            if words[:1] == ["core"] and len(words) > 1 and core_layer(words[1:]) > own:
                wrong.append(f"{name_of(path)} imports {module}")
    assert wrong == []


def test_an_app_imports_only_apps_to_its_left():
    wrong = [
        f"{name_of(path)} imports {module}"
        for app in APPS
        for path in files(app)
        for module in imported(path)
        if (words := words_of(module)) and APPS.index(words[0]) > APPS.index(app)
    ]
    assert wrong == []


@pytest.mark.parametrize("app", FIVE)
def test_every_file_of_an_app_lies_in_one_of_its_rooms(app):
    rooms = rooms_of(app)
    strangers = [
        name_of(path)
        for path in files(app)
        if path.relative_to(ROOT / app).parts[0].removesuffix(".py") not in {*rooms, *WHOLE_APP, "__init__"}
    ]
    assert strangers == []
    assert [room for room in rooms if not (ROOT / app / room / "__init__.py").is_file()] == []


@pytest.mark.parametrize("app", FIVE)
def test_a_room_imports_only_rooms_to_its_left(app):
    order = list(rooms_of(app))
    wrong = []
    for path in files(app):
        room = path.relative_to(ROOT / app).parts[0]
        if room not in order:
            continue
        for module in imported(path):
            words = words_of(module)
            if len(words) < 2 or words[0] != app or words[1] == room:
                continue
            if words[1] not in order or order.index(words[1]) > order.index(room):
                wrong.append(f"{name_of(path)} imports {module}")
    assert wrong == []


@pytest.mark.parametrize("app", FIVE)
def test_inside_a_room_imports_point_from_the_page_to_the_rule(app):
    wrong = []
    for path in files(app):
        room, *rest = path.relative_to(ROOT / app).parts
        if not rest:
            continue
        own = layer_of(path.stem)
        for module in imported(path, types=False):
            words = words_of(module)
            if words[:2] == [app, room] and len(words) > 2 and layer_of(words[2]) > own:
                wrong.append(f"{name_of(path)} imports {module}")
    assert wrong == []


def test_no_page_decides_who_may():
    """Who may what stands in permissions.py, or with the activity whose rules it asks: never in a file of views."""
    found = [
        f"{name_of(path)}: {node.name}"
        for app in FIVE
        for path in files(app)
        if layer_of(path.stem) == VIEWS
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith(("can_", "may_"))
    ]
    assert found == []


def test_no_file_of_a_room_says_the_name_of_its_room_again():
    again = [
        name_of(path)
        for app in FIVE
        for path in files(app)
        for room in [path.parent.name]
        if path.stem == room or path.stem.startswith(f"{room}_")
    ]
    assert again == []


def test_no_file_is_a_drawer():
    drawers = [name_of(path) for app in APPS for path in files(app) if FORBIDDEN & {path.stem, path.parent.name}]
    assert drawers == []
