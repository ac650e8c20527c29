"""docs/rulebook.md, made by manage.py rules."""

import pytest
from django.core.management import CommandError

from salesmgmt.core.management.commands import rules

WORDS = {"rule": "QUO-03", "sentence": "An offer | is sent once.", "clauses": "002-2 11.4"}


def test_a_rule_is_told_with_its_clause_page_function_and_tests():
    known = {"QUO-03": ("complete", "pricing.quote.entry.create_quote", "a.py::test_one, b.py::test_two")}
    assert rules.row(WORDS, known, {"pricing.quote": "/quotes/"}) == (
        "| QUO-03 | An offer \\| is sent once. | 002-2 11.4 | `/quotes/` | `pricing.quote.entry.create_quote` "
        "| `a.py::test_one`, `b.py::test_two` | complete |"
    )


def test_a_rule_that_nothing_decides_yet_says_so():
    told = rules.row({**WORDS, "clauses": "derived"}, {}, {})
    assert told == "| QUO-03 | An offer \\| is sent once. | *derived* | – | – | – | not built |"


def test_what_core_decides_holds_on_every_page():
    known = {"QUO-03": ("complete", "salesmgmt.core.state.move", "")}
    assert "| every page |" in rules.row(WORDS, known, {})


def test_a_room_begins_at_its_list_and_not_at_a_document():
    found = rules.pages()
    assert found["customers.complaint"] == "/complaints/"
    assert found["customers.contact"] == "/contacts/"


def test_every_rule_of_the_index_is_one_of_the_requirements(monkeypatch):
    monkeypatch.setattr(rules, "index", lambda: {"ZZZ-99": ("complete", "a.b.c", "")})
    with pytest.raises(CommandError, match="rules.md has rules that docs/requirements.csv has not: ZZZ-99"):
        rules.made()


def test_every_requirement_has_its_row():
    text = rules.made()
    assert sum(rules.ID.match(line.removeprefix("| ")) is not None for line in text.splitlines()) == 265
