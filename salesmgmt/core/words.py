"""Stored texts in the language of whoever reads them: kept as English msgids, translated when they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext

if TYPE_CHECKING:
    from typing import Any


# What stands before the free text of a remark: "Photo: gate.jpg", "Quality department: crack in the flange".
HEADING = ": "
LONGEST_HEADING = 60
WIDE_COLON, FIRST_IDEOGRAPH = "：", "\u2e80"


def label_of(model: Any, name: str) -> Any:
    """What the field of that name is called, lazily translated."""
    return model._meta.get_field(name).verbose_name


def in_english() -> Any:
    """A context in which every label is its own msgid, for what is stored."""
    return translation.override(None)


def english(text: Any) -> str:
    """The msgid of a lazy label, or of what a ``get_x_display`` gives, to be stored; other texts stay as they are."""
    with in_english():
        return str(text() if callable(text) else text)


def headed(heading: Any, text: Any | str) -> str:
    """``heading: text`` for an audit comment, the heading as a msgid so that every reader reads it in his language."""
    return HEADING.join(filter(None, [english(heading), str(text)]))


def beside(label: str, text: str) -> str:
    """``label: text`` for a label in the words of the company, its people or the reader: its colon is of the label's script."""
    label = str(label)
    return f"{label}{WIDE_COLON if label[-1:] >= FIRST_IDEOGRAPH else HEADING}{text}"


def read(text: str) -> str:
    """A stored text in the reader's language: a msgid as a whole or its heading; what people typed stays as typed."""
    if not text:
        return ""
    whole = gettext(text)
    heading, colon, rest = text.partition(HEADING)
    if whole != text or not colon or len(heading) > LONGEST_HEADING:
        return whole
    words = gettext(heading)
    return text if words == heading else gettext("%(heading)s: %(text)s") % {"heading": words, "text": rest}
