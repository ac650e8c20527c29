"""Which way imports point (docs/ARCHITECTURE.md section 2)."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ["core", "customers", "pricing", "contracts", "orders", "performance"]
# The order inside an app; a file further left imports nothing further right. What is not named here is free.
LAYERS = [{"permissions", "querysets"}, {"models"}, {"domain"}, {"forms", "filters", "tables", "exports"}, {"views"}]
FORBIDDEN = {"utils", "helpers", "common", "services", "signals"}


def files(app):
    folder = ROOT / "salesmgmt" / "core" if app == "core" else ROOT / app
    return [path for path in folder.rglob("*.py") if not {"tests", "migrations"} & set(path.parts)]


def imported(path):
    """The modules a file imports anywhere in it, the names of `from x import y` taken as modules too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def parts(module):
    """(app, layer number or None) of a module of ours, (None, None) of anybody else's."""
    words = module.removeprefix("salesmgmt.").split(".")
    if words[0] not in APPS or (words[0] == "core") != module.startswith("salesmgmt.core"):
        return None, None
    return words[0], next((number for number, names in enumerate(LAYERS) if words[1:] and words[1] in names), None)


def name_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def test_an_app_imports_only_apps_to_its_left():
    wrong = [
        f"{name_of(path)} imports {module}"
        for app in APPS
        for path in files(app)
        for module in imported(path)
        if (other := parts(module)[0]) and APPS.index(other) > APPS.index(app)
    ]
    assert wrong == []


def test_inside_an_app_imports_point_from_the_page_to_the_rule():
    wrong = []
    for app in APPS[1:]:  # core holds the base classes of every layer
        for path in files(app):
            own = parts(name_of(path))[1]
            for module in imported(path):
                other_app, layer = parts(module)
                if other_app == app and None not in (own, layer) and layer > own:
                    wrong.append(f"{name_of(path)} imports {module}")
    assert wrong == []


def test_no_file_is_a_drawer():
    drawers = [name_of(path) for app in APPS for path in files(app) if FORBIDDEN & {path.stem, path.parent.name}]
    assert drawers == []
