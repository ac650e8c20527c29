"""The papers in docs/ name only files that are there."""

import re

import pytest

from salesmgmt.tests.test_layers import ROOT

PAPERS = sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "README.zh.md"])
FILE = re.compile(
    r"\b(?:docs|salesmgmt|customers|pricing|contracts|orders|performance|templates)/[\w/.-]+\.(?:py|md|html|csv)\b"
)
# The worked example of adding-a-document.md.
EXAMPLE = re.compile(r"\borders/loan/")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_a_file_that_a_paper_names_is_there(paper):
    named = {name for name in FILE.findall(paper.read_text(encoding="utf-8")) if not EXAMPLE.search(name)}
    assert (
        sorted(name for name in named if not (ROOT / name).is_file() and not (ROOT / "templates" / name).is_file())
        == []
    )
