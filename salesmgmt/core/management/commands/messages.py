"""Keeps the translations complete: every msgid of a room's code and templates stands translated in its catalogue."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import polib
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import templatize

from salesmgmt.core.management.traditional import converter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


CORE = "core"
CHECKED = ("zh_Hans", "zh_Hant")
# A comment that keeps an entry of zh_Hant as somebody wrote it, whatever the conversion says.
BY_HAND = "by hand"
KEYWORDS = (
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|(?<!%)%[sd]|\{\w*\}")


def rooms() -> list:
    """core first: what it translates, no other room need translate again."""
    ours = [config for config in apps.get_app_configs() if Path(config.path).is_relative_to(settings.BASE_DIR)]
    own = [config for config in ours if "site-packages" not in config.path]
    return sorted((config.label for config in own), key=lambda label: label != CORE)


def folder(room):
    return Path(apps.get_app_config(room).path)


def catalogue_path(room, language):
    return folder(room) / "locale" / language / "LC_MESSAGES" / "django.po"


def catalogue(room, language):
    path = catalogue_path(room, language)
    if path.exists():
        return polib.pofile(str(path), wrapwidth=110)
    po = polib.POFile(wrapwidth=110)
    po.metadata = {
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    return po


def save(po, room, language) -> None:
    path = catalogue_path(room, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    po.save(str(path))


def key(entry) -> tuple:
    return entry.msgctxt, entry.msgid


def sources(room) -> list:
    """The room's Python and templates; a template outside every app's folder is core's."""
    code = folder(room).parent if room == CORE else folder(room)
    python = [path for path in code.rglob("*.py") if not {"tests", "migrations"} & set(path.parts)]
    templates = Path(settings.BASE_DIR) / "templates"
    others = {name for name in rooms() if name != CORE}
    for path in sorted(templates.rglob("*")):
        top = path.relative_to(templates).parts[0]
        if path.is_file() and (top == room or (room == CORE and top not in others)):
            python.append(path)
    return sorted(python)


def extracted(room):
    """The msgids that xgettext finds, templates turned into Python by Django first; references as in the repository."""
    with tempfile.TemporaryDirectory() as scratch:
        names = []
        for path in sources(room):
            text = path.read_text(encoding="utf-8")
            name = str(path.relative_to(settings.BASE_DIR))
            target = Path(scratch) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text if path.suffix == ".py" else templatize(text, origin=name), encoding="utf-8")
            names.append(name)
        command = ["xgettext", "--language=Python", "--from-code=UTF-8", "--files-from=-", "--output=-"]
        command += [f"--keyword={word}" for word in KEYWORDS]
        found = subprocess.run(
            command, input="\n".join(names), cwd=scratch, capture_output=True, text=True, check=False
        )
    if found.returncode:
        raise CommandError(found.stderr)
    return polib.pofile(found.stdout) if found.stdout else polib.POFile()


def faults(wanted, po, inherited) -> Iterator:
    """[(msgid, what is wrong)] of one catalogue; `inherited` are the keys that core translates."""
    have = {key(entry): entry for entry in po if not entry.obsolete}
    for entry in wanted:
        ours = have.get(key(entry))
        if ours is None:
            if key(entry) not in inherited:
                yield entry.msgid, "missing"
        elif ours.fuzzy:
            yield entry.msgid, "fuzzy"
        elif not ours.translated():
            yield entry.msgid, "not translated"
        else:
            given = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
            if not entry.msgid_plural and set(PLACEHOLDER.findall(ours.msgstr)) != given:
                yield entry.msgid, f"placeholders differ: {ours.msgstr}"


def conflicts(language) -> Iterator:
    """[(context, msgid, {room: translation})] of what two apps translate differently.

    All catalogues are one at run time: of two translations the first app's is shown everywhere, so that a text that means
    two things needs two contexts (pgettext, ``{% translate ... context ... %}``) or two msgids.
    """
    given: dict = {}
    for room in rooms():
        for entry in catalogue(room, language).translated_entries():
            text = entry.msgstr_plural.get(0) if entry.msgid_plural else entry.msgstr
            given.setdefault((entry.msgctxt, entry.msgid, entry.msgid_plural), {})[room] = text
    for (context, msgid, _plural), texts in given.items():
        if len(set(texts.values())) > 1:
            yield context, msgid, texts


class Command(BaseCommand):
    help = "Checks, completes or converts the translations"

    def add_arguments(self, parser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--check", action="store_true", help="fail where a translation is missing (make lint)")
        what.add_argument("--update", action="store_true", help="add what is missing, empty, and drop what nobody uses")
        what.add_argument("--hant", action="store_true", help="make zh_Hant from zh_Hans; entries 'by hand' stay")
        parser.add_argument("rooms", nargs="*", help="apps; all where none is named")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = options["rooms"] or rooms()
        if unknown := set(chosen) - set(rooms()):
            raise CommandError(f"No such app: {', '.join(sorted(unknown))}")
        if options["check"]:
            self.check_rooms(chosen)
        for room in chosen:
            if options["update"]:
                self.update(room)
            if options["hant"]:
                self.convert(room)

    def check_rooms(self, chosen) -> None:
        wrong = 0
        for language in CHECKED:
            inherited = {key(entry) for entry in catalogue(CORE, language).translated_entries()}
            for room in chosen:
                if language != CHECKED[0] and not catalogue_path(room, language).exists():
                    continue
                for msgid, fault in faults(extracted(room), catalogue(room, language), inherited):
                    wrong += 1
                    self.stderr.write(f"{room} {language}: {fault}: {msgid!r}")
                wrong += self.check_nothing_left_over(room, language)
            wrong += self.check_one_meaning(language)
        if wrong:
            raise CommandError(f"{wrong} translations are not complete (manage.py messages --update adds the entries)")

    def check_nothing_left_over(self, room, language) -> int:
        """How many entries of a converted catalogue have lost the one they were converted from."""
        converted_from = {key(entry) for entry in catalogue(room, CHECKED[0])}
        found = [entry for entry in catalogue(room, language) if key(entry) not in converted_from]
        for entry in found:
            self.stderr.write(f"{room} {language}: not in {CHECKED[0]} any more: {entry.msgid!r}")
        return len(found)

    def check_one_meaning(self, language) -> int:
        """How many msgids of one context have several translations; over all apps, whichever were named."""
        found = list(conflicts(language))
        for context, msgid, texts in found:
            where = f"{msgid!r} (context {context!r})" if context else f"{msgid!r}"
            said = ", ".join(f"{room} {text}" for room, text in texts.items())
            self.stderr.write(f"{language}: several translations, give it a context: {where}: {said}")
        return len(found)

    def update(self, room) -> None:
        wanted = {key(entry): entry for entry in extracted(room)}
        inherited = set() if room == CORE else {key(e) for e in catalogue(CORE, CHECKED[0]).translated_entries()}
        old = {key(entry): entry for entry in catalogue(room, CHECKED[0]) if not entry.obsolete}
        po = catalogue(room, CHECKED[0])
        po.clear()
        for entry_key, entry in sorted(wanted.items(), key=lambda item: (item[0][1].lower(), item[0][0] or "")):
            if entry_key in old:
                po.append(self.refreshed(old[entry_key], entry))
            elif entry_key not in inherited:
                po.append(self.refreshed(entry, entry))
        save(po, room, CHECKED[0])
        added = sum(1 for entry_key in wanted if entry_key not in old and entry_key not in inherited)
        dropped = sum(1 for entry_key in old if entry_key not in wanted)
        self.stdout.write(f"{room}: {len(po)} entries, {added} added, {dropped} dropped")

    def refreshed(self, entry, found):
        """Without line numbers: a moved line is not a changed translation."""
        entry.occurrences = sorted({(path, "") for path, _line in found.occurrences})
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        if entry is found and found.msgid_plural:
            entry.msgstr_plural = {0: ""}
        return entry

    def convert(self, room) -> None:
        traditional = converter()
        kept = {key(e): e for e in catalogue(room, "zh_Hant") if BY_HAND in e.tcomment}
        source, target = catalogue(room, "zh_Hans"), catalogue(room, "zh_Hant")
        target.clear()
        for entry in source:
            if entry.obsolete:
                continue
            entry.msgstr = traditional(entry.msgstr)
            entry.msgstr_plural = {number: traditional(text) for number, text in entry.msgstr_plural.items()}
            target.append(kept.get(key(entry), entry))
        save(target, room, "zh_Hant")
        self.stdout.write(f"{room}: {len(target)} entries converted, {len(kept)} kept as written")
