"""Where the change of a month comes from: split over customers, products and people, each with its parts, to the cent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from performance.analysis.answer import Answer
from performance.analysis.states import BY_PERSON, Split
from performance.analysis.sums import BY_TEXT
from salesmgmt.core.calendar import today
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from performance.analysis.answer import Line

SPLITS = (Split.CUSTOMER, Split.PRODUCT, Split.REP)
PARTS = 3
MOVED = f"""
SELECT key, above_0 - above_1, sum(above_0 - above_1) OVER (), count(*) OVER ()
FROM sums WHERE above_0 <> above_1 ORDER BY abs(above_0 - above_1) DESC, {BY_TEXT} LIMIT %s
"""  # noqa: S608


@dataclass(frozen=True)
class Part:
    label: str
    value: Decimal
    text: str
    address: str = ""


@dataclass(frozen=True)
class Parts:
    """The largest moves of one split and the others as one: together they are the whole (ANA-04)."""

    split: Split
    rows: list[Part]
    whole: Decimal
    text: str
    address: str


@dataclass(frozen=True)
class Difference:
    """A month against the one before it, in words, and its splits."""

    label: str
    before: str
    now: str
    splits: list[Parts]


def last_whole_month(answer: Answer) -> Line | None:
    """The last line of a course whose month is over."""
    over = [line for line in answer.lines if line.key < f"{today():%Y-%m}"]
    return over[-1] if over else None


def difference_of(answer: Answer) -> Difference | None:
    """ANA-04: the last whole month of a course against the one before it, split by what the measure knows; None of rates
    and where nothing has moved."""
    line = last_whole_month(answer)
    if line is None or not line.difference or not answer.measure.adds_up:
        return None
    found = []
    for split in SPLITS:
        asked = Answer(replace(answer.question, period=line.key, split=split.value), answer.user)
        if asked.source is not None and not (split == Split.REP and answer.question.rep is not None):
            found.append(_parts(asked, split))
    text = answer.measure.text
    return Difference(line.label, text(line.previous), text(line.value), [parts for parts in found if parts.rows])


def _parts(asked: Answer, split: Split) -> Parts:
    moved, whole, number = _moved(asked, split)
    labels = asked.labels([key for key, _value in moved])

    def said(value: Decimal) -> str:
        return f"{'+' if value > 0 else ''}{asked.measure.text(value)}"

    rows = [Part(labels.get(key) or _("without"), value, said(value), asked.address(key)) for key, value in moved]
    left = whole - sum((value for _key, value in moved), ZERO)
    if number > len(moved):
        rows.append(Part(_("%(n)d others") % {"n": number - len(moved)}, left, said(left)))
    return Parts(split, rows, whole, said(whole), asked.question.address)


def _moved(asked: Answer, split: Split) -> tuple[list[tuple[Any, Decimal]], Decimal, int]:
    """``([(key, difference)], of all together, how many moved)``, the largest first."""
    spans = (asked.span, asked.span.preceding)
    if split not in BY_PERSON:
        rows = replace(asked.sums, spans=spans).fetch(MOVED, (PARTS,))
        return [(key, value) for key, value, *_all in rows], rows[0][2] if rows else ZERO, rows[0][3] if rows else 0
    now, before = (asked.values_of(span) for span in spans)
    every = {key: (now.get(key) or ZERO) - (before.get(key) or ZERO) for key in {*now, *before}}
    moved = sorted(
        ((key, value) for key, value in every.items() if value), key=lambda pair: (-abs(pair[1]), str(pair[0]))
    )
    return moved[:PARTS], sum(every.values(), ZERO), len(moved)
