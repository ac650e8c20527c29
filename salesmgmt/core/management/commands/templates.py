"""Lays out the templates, or says with --check which are not laid out, and which scripts and styles have lines too long."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from salesmgmt.core.template_layout import MAXIMUM, laid_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


ROOT = settings.BASE_DIR / "templates"
OURS = settings.BASE_DIR / "static" / "src"


def source_of(name: str):
    path = ROOT / name
    return path.read_text(encoding="utf-8") if path.exists() else None


def faults() -> Iterator:
    """Lines that are too long, and templates that are not laid out."""
    for path in sorted(path for path in ROOT.rglob("*") if path.is_file()):
        text, name = path.read_text(encoding="utf-8"), path.relative_to(settings.BASE_DIR)
        yield from _long_lines(text, name)
        if path.suffix == ".html" and laid_out(text, source_of) != text:
            yield f"{name}: not laid out (manage.py templates)"
    for path in sorted((*OURS.rglob("*.css"), *OURS.rglob("*.js"))):
        yield from _long_lines(path.read_text(encoding="utf-8"), path.relative_to(settings.BASE_DIR))


def _long_lines(text: str, name: Path) -> Iterator:
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > MAXIMUM:
            yield f"{name}:{number}: {len(line)} characters, more than {MAXIMUM}"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, help="templates; without any: all of templates/")
        parser.add_argument(
            "--check", action="store_true", help="change nothing and fail if a template is not laid out"
        )

    def handle(self, *args: Any, paths, check, **options: Any) -> None:
        if check:
            found = list(faults())
            if found:
                raise CommandError("\n".join(found))
            return
        for path in paths or sorted(ROOT.rglob("*.html")):
            text = path.read_text(encoding="utf-8")
            new = laid_out(text, source_of)
            if new != text:
                path.write_text(new, encoding="utf-8")
