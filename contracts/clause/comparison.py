"""Two texts of a clause compared: which characters were added and which removed (CON-18). Pure: no database."""

from difflib import SequenceMatcher
from typing import NamedTuple

SAME, ADDED, REMOVED = "same", "added", "removed"
# Comparing character by character grows with the square of the length; longer clauses are compared by their sentences.
LONGEST = 3000
# Shorter stretches in common are chance: between them the whole passage is shown as replaced.
SHORTEST_COMMON = 2
SENTENCE_ENDS = "。；;\n"


class Segment(NamedTuple):
    """A stretch of text; ``added`` and ``removed`` are what the page and the paper ask."""

    kind: str
    text: str

    @property
    def added(self) -> str:
        return self.text if self.kind == ADDED else ""

    @property
    def removed(self) -> str:
        return self.text if self.kind == REMOVED else ""

    @property
    def same(self) -> str:
        return self.text if self.kind == SAME else ""


def marked(before: str, after: str) -> list[Segment]:
    """The later text in segments, with what was taken out of the earlier one at its place (CON-18)."""
    old, new = (before, after) if max(len(before), len(after)) <= LONGEST else (sentences(before), sentences(after))
    found: list[Segment] = []
    for tag, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        removed, added = "".join(old[start:end]), "".join(new[begin:stop])
        if tag == "equal" and len(added) < SHORTEST_COMMON and start > 0 and end < len(old):
            _add(found, REMOVED, removed)
            _add(found, ADDED, added)
        elif tag == "equal":
            _add(found, SAME, added)
        else:
            _add(found, REMOVED, removed)
            _add(found, ADDED, added)
    return _in_order(found)


def _add(found: list[Segment], kind: str, text: str) -> None:
    if text:
        found.append(Segment(kind, text))


def _in_order(segments: list[Segment]) -> list[Segment]:
    """Neighbours of one passage brought together: first all that was removed, then all that was added."""
    result: list[Segment] = []
    removed = added = ""
    for segment in [*segments, Segment(SAME, "")]:
        if segment.kind == REMOVED:
            removed += segment.text
        elif segment.kind == ADDED:
            added += segment.text
        else:
            _add(result, REMOVED, removed)
            _add(result, ADDED, added)
            _add(result, SAME, segment.text)
            removed = added = ""
    return result


def sentences(text: str) -> list[str]:
    """A text cut behind the ends of its sentences; joined again it is the same."""
    found, start = [], 0
    for place, letter in enumerate(text, 1):
        if letter in SENTENCE_ENDS:
            found.append(text[start:place])
            start = place
    return [*found, text[start:]] if start < len(text) else found


def deviations(labels: dict, texts: dict, template: dict, former: dict | None) -> list[dict]:
    """The clauses that differ from the template or from the version before, in the order of the paper (CON-18).

    ``labels``, ``texts``, ``template`` and ``former`` are ``{name: text}``; ``former`` None where there was no version
    before. Each row has ``label``, ``from_template`` and ``from_former``: segments, or None where nothing differs.
    """
    rows = []
    for name, label in labels.items():
        text = texts.get(name, "")
        from_template = marked(template.get(name, ""), text) if template.get(name, "") != text else None
        earlier = text if former is None else former.get(name, "")
        from_former = marked(earlier, text) if earlier != text else None
        if from_template or from_former:
            rows.append({"name": name, "label": label, "from_template": from_template, "from_former": from_former})
    return rows
