"""Laws of all printed papers: put together in Chinese whatever the reader speaks, and no date in two lines."""

import ast
import inspect
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

from salesmgmt.core.output import pdf

APPS = ("customers", "pricing", "contracts", "orders", "performance", "salesmgmt/core/web")


def paper_functions():
    """Every function of the apps that renders or issues a paper: (module, name)."""
    for app in APPS:
        for path in sorted((Path(settings.BASE_DIR) / app).rglob("*.py")):
            if {"tests", "demo", "migrations"} & set(path.parts) or path.name == "demo.py":
                continue
            text = path.read_text()
            if "output.pdf import" not in text and "output import pdf" not in text:
                continue
            for node in ast.parse(text).body:
                if isinstance(node, ast.FunctionDef) and _makes_paper(node, text):
                    yield ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts), node.name


def _makes_paper(function, text):
    names = {"pdf.render", "pdf.issue"}
    if "output.pdf import" in text:
        names |= {"render", "issue"}
    return any(isinstance(node, ast.Call) and ast.unparse(node.func) in names for node in ast.walk(function))


FOUND = sorted(set(paper_functions()))


def test_the_papers_are_found():
    assert len(FOUND) > 20


@pytest.mark.parametrize(("module", "name"), FOUND)
def test_whoever_makes_a_paper_speaks_chinese(module, name):
    function = getattr(import_module(module), name)
    # A helper below a paper is made in the language of its caller, which this test has seen.
    callers = inspect.getsource(import_module(module))
    is_helper = name.startswith("_") and f"{name}(" in callers
    assert is_helper or getattr(function, "is_chinese", False), f"{module}.{name} needs @pdf.in_chinese"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("至2026-07-10止", ["2026-07-10"]),
        ("2026-07-10 09:30", ["2026-07-10 09:30"]),
        ("自2026年7月1日起至2026年12月31日止", ["2026年7月1日", "2026年12月31日"]),
        ("DN-2026-07-10", []),
        ("CN2026-07-10-3", []),
    ],
)
def test_a_date_stays_in_one_line_and_a_number_is_no_date(text, kept):
    found = pdf.keep_dates_whole(f'<head><title>{text}</title></head><body><p title="{text}">{text}</p></body>')
    assert found.count('<span class="date">') == len(kept)
    for each in kept:
        assert f'<span class="date">{each}</span>' in found
    assert f"<title>{text}</title>" in found
    assert f'title="{text}"' in found
