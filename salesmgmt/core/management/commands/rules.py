"""docs/rulebook.md: every rule in one sentence, with its clause, its page, the function that decides it and its tests.

Made from docs/requirements.csv (sentence and clauses), docs/rules.md (state, function, tests: kept by hand, checked by
salesmgmt/tests/test_rule_index.py) and the addresses of the program.
"""

from __future__ import annotations

import csv
import re
from itertools import groupby
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import URLResolver, get_resolver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


INDEX, WORDS, PAPER = "docs/rules.md", "docs/requirements.csv", "docs/rulebook.md"
ID = re.compile(r"[A-Z]{2,5}-\d{2,3}")
CORE = "salesmgmt.core"
HEAD = """# The rules

Every rule of the requirements in one sentence, made by `manage.py rules`; change docs/rules.md, where it says what is complete,
and never this page. A clause is cited as the policies number it; *derived* is a rule without which a stated one could not hold.
The page is where its room begins; what core decides holds on every page.
"""


def index():
    """``{rule: (state, function, tests)}`` of docs/rules.md."""
    found = {}
    for line in (settings.BASE_DIR / INDEX).read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 4 and ID.fullmatch(cells[0]):
            found[cells[0]] = tuple(cell.replace("`", "") for cell in cells[1:])
    return found


def room_of(dotted):
    return CORE if dotted.startswith(f"{CORE}.") else ".".join(dotted.split(".")[:2])


def addresses(patterns=None, before: str = "") -> Iterator:
    """(address, dotted path of the view) of every page."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        else:
            view = getattr(pattern.callback, "view_class", pattern.callback)
            yield f"/{route}", f"{view.__module__}.{view.__name__}"


def pages() -> dict:
    """``{room: the address where it begins}``: the shortest, one without a document before one of a document."""
    found: dict = {}
    for address, view in addresses():
        found.setdefault(room_of(view), []).append(address)
    return {
        room: min(each, key=lambda address: ("<" in address, len(address), address)) for room, each in found.items()
    }


def row(words, known, page_of):
    state, function, tests = known.get(words["rule"], ("not built", "", ""))
    room = room_of(function) if function else ""
    page = "every page" if room == CORE else page_of.get(room, "")
    cells = (
        words["rule"],
        words["sentence"],
        words["clauses"].replace("derived", "*derived*"),
        f"`{page}`" if page.startswith("/") else page,
        f"`{function}`" if function else "",
        ", ".join(f"`{each.strip()}`" for each in tests.split(",") if each.strip()),
        state,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") or "–" for cell in cells) + " |"


def made() -> str:
    """The page anew; CommandError for a rule of the index that the requirements do not have."""
    with (settings.BASE_DIR / WORDS).open(encoding="utf-8", newline="") as file:
        wanted = list(csv.DictReader(file))
    known, page_of = index(), pages()
    strangers = sorted(set(known) - {each["rule"] for each in wanted})
    if strangers:
        raise CommandError(f"{INDEX} has rules that {WORDS} has not: {', '.join(strangers)}")
    lines = [HEAD]
    for app, rows in groupby(sorted(wanted, key=lambda each: each["app"]), key=lambda each: each["app"]):
        lines += [
            f"## {app}",
            "",
            "| rule | in one sentence | clause | page | function | tests | state |",
            "|" + "---|" * 7,
        ]
        lines += [row(each, known, page_of) for each in rows]
        lines.append("")
    return "\n".join(lines)


class Command(BaseCommand):
    help = "Writes docs/rulebook.md from the requirements, docs/rules.md and the addresses of the program"

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing, fail where the page is old (make lint)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        paper, new = settings.BASE_DIR / PAPER, made()
        if not options["check"]:
            paper.write_text(new, encoding="utf-8")
        elif not paper.is_file() or paper.read_text(encoding="utf-8") != new:
            raise CommandError(f'{PAPER} says something else than {INDEX}: make manage C="rules"')
