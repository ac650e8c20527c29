"""The picture of the house in docs/ARCHITECTURE.md, made from each app's rooms.py and from the imports of the code."""

import ast
from collections import defaultdict
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from salesmgmt.core.collecting import rooms_of

PAPER = Path("docs") / "ARCHITECTURE.md"
BEGIN, END = "<!-- rooms: made by manage.py rooms -->", "<!-- rooms end -->"
OUTSIDE = {"tests", "migrations", "__pycache__"}


def imported(path):
    """The modules a file imports anywhere in it, the names of `from x import y` taken as modules too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def arrows(folder, app, rooms):
    """``{room: the rooms of this app that it imports}``, tests left out."""
    found = defaultdict(set)
    for room in rooms:
        for path in (folder / room).rglob("*.py"):
            if OUTSIDE & set(path.parts):
                continue
            for words in (module.split(".") for module in imported(path)):
                if words[0] == app and len(words) > 1 and words[1] in rooms and words[1] != room:
                    found[room].add(words[1])
    return found


def reachable(found, start):
    """The rooms that ``start`` reaches over two arrows or more."""
    seen, waiting = set(), [later for next_ in found[start] for later in found[next_]]
    while waiting:
        room = waiting.pop()
        if room not in seen:
            seen.add(room)
            waiting += found[room]
    return seen


def drawn(rooms, found):
    """``[(from, to, is_wrong)]``: what is said by a longer way is left out, what points against the order is wrong."""
    order = list(rooms)
    right = defaultdict(set)
    for room in order:
        right[room] = {other for other in found.get(room, ()) if order.index(other) < order.index(room)}
    lines = []
    for room in order:
        beyond = reachable(right, room)
        lines += [(room, other, False) for other in sorted(right[room] - beyond, key=order.index)]
        lines += [(room, other, True) for other in sorted(set(found.get(room, ())) - right[room], key=order.index)]
    return lines


def picture(app, rooms, found):
    """The part of one app: each room with its sentence, then the arrows."""
    lines = [f"### {app}", "", "| room | what it is |", "|---|---|"]
    lines += [f"| `{room}` | {what} |" for room, what in rooms.items()]
    lines += ["", "```mermaid", "graph RL"]
    lines += [f"    {room}" for room in rooms]
    lines += [
        f"    {one} {'-. against the order .->' if is_wrong else '-->'} {other}"
        for one, other, is_wrong in drawn(rooms, found)
    ]
    return [*lines, "```", ""]


def made(text):
    """The paper with its picture made anew; CommandError where its marks are missing."""
    if BEGIN not in text or END not in text:
        raise CommandError(f"{PAPER} has not both marks {BEGIN} and {END}")
    parts = [""]
    for config in apps.get_app_configs():
        if rooms := rooms_of(config.name):
            parts += picture(config.name, rooms, arrows(Path(config.path), config.name, rooms))
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    return f"{before}{BEGIN}\n" + "\n".join(parts) + f"\n{END}{after}"


class Command(BaseCommand):
    help = "Draws the rooms and their arrows into docs/ARCHITECTURE.md"

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="write nothing, fail where the picture is old (make lint)"
        )

    def handle(self, *args, **options):
        paper = settings.BASE_DIR / PAPER
        text = paper.read_text(encoding="utf-8")
        new = made(text)
        if not options["check"]:
            paper.write_text(new, encoding="utf-8")
        elif new != text:
            raise CommandError(f'{PAPER} shows another house than the code: make manage C="rooms"')
