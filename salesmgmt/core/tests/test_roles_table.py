"""The matrix is the table of docs/roles.md, cell by cell; what differs on purpose stands there with its reason."""

import re

import pytest
from django.conf import settings

from salesmgmt.core.permissions import MATRIX, SCOPES, Role, parse_matrix

ROUTED = {"TEC", "QA", "PROD", "PUR", "LOG", "WH"}
NOTHING = ("–", "-", "")


def tables():
    """``{heading: rows of cells}`` of docs/roles.md, without header and rule."""
    text = (settings.BASE_DIR / "docs" / "roles.md").read_text(encoding="utf-8")
    found = {}
    for part in text.split("\n## ")[1:]:
        heading, _newline, body = part.partition("\n")
        rows = [line.strip("|").split("|") for line in body.splitlines() if line.startswith("|")]
        found[heading] = [[cell.strip() for cell in row] for row in rows]
    return found


def read(cell, column):
    """``{verb: scope}`` of a cell as docs/roles.md says it is read."""
    cell = re.sub(r"\(.*?\)", "", cell.partition("=")[2] or cell).strip()
    only = cell.startswith("only ")
    cell = cell.removeprefix("only ")
    if cell in NOTHING:
        return {}
    verbs, scope = {}, "r" if column in ROUTED else "a"
    for part in cell.split(","):
        *words, last = part.split()
        if last in SCOPES:
            scope = last
        else:
            words.append(last)
        (word,) = words
        for verb in word if word.isupper() else [word]:
            verbs[verb] = scope
    return verbs if only else _implied(verbs, scope)


def _implied(verbs, scope):
    if "C" in verbs and "R" not in verbs:
        verbs.setdefault("U", verbs["C"])
    verbs.setdefault("R", verbs.get("C", verbs.get("A", verbs.get("U", scope))))
    return verbs


def written():
    """``{(object, role): verbs}`` of the table."""
    header, _rule, *rows = tables()["The table"]
    found = {}
    for name, *cells in rows:
        for column, cell in zip(header[1:], cells, strict=True):
            for role in column.split("/"):
                found[name, Role[role]] = read(cell, role)
    return found


def deliberate():
    _header, _rule, *rows = tables()["Deliberate differences"]
    return {(name, Role[role]): (given, why) for name, role, given, why in rows}


WRITTEN, DELIBERATE = written(), deliberate()


@pytest.mark.parametrize("key", sorted(WRITTEN), ids=lambda key: f"{key[0]}-{key[1]}")
def test_a_cell_of_the_matrix_is_that_of_the_table(key):
    """SEC-01: neither more nor less than is written; a difference is named with its reason."""
    name, role = key
    given = MATRIX[name][role]
    if key in DELIBERATE:
        assert given == read(f"only {DELIBERATE[key][0]}", role.name)
        assert given != WRITTEN[key], "the difference is none any more"
    else:
        assert given == WRITTEN[key]


def test_every_object_of_the_matrix_stands_in_the_document():
    others = {row[0] for row in tables()["Objects the table does not name"][2:]}
    assert {name for name, _role in WRITTEN} | others == set(MATRIX)
    assert not {name for name, _role in WRITTEN} & others


def test_every_difference_has_a_reason_and_belongs_to_the_table():
    assert set(DELIBERATE) <= set(WRITTEN)
    assert [key for key, (_given, why) in DELIBERATE.items() if len(why) < 20] == []


@pytest.mark.parametrize(
    ("cell", "column", "verbs"),
    [
        ("–", "REP", {}),
        ("CRU o", "REP", {"C": "o", "R": "o", "U": "o"}),
        ("C o", "REP", {"C": "o", "R": "o", "U": "o"}),
        ("CR g", "MGR", {"C": "g", "R": "g"}),
        ("R g, assign g, E", "MGR", {"R": "g", "assign": "g", "E": "g"}),
        ("A", "WH", {"A": "r", "R": "r"}),
        ("A", "GM", {"A": "a", "R": "a"}),
        ("A confirm = A", "FIN", {"A": "a", "R": "a"}),
        ("C (lead) = only C", "SVC", {"C": "a"}),
    ],
)
def test_how_a_cell_is_read(cell, column, verbs):
    assert read(cell, column) == verbs


@pytest.mark.parametrize("cell", ["R g o a", "R q", "R g h"])
def test_a_malformed_cell_of_the_matrix_raises(cell):
    with pytest.raises(ValueError, match="cannot read matrix cell"):
        parse_matrix({"x": {Role.REP: cell}})
