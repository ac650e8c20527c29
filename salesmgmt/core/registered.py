"""What the apps tell core of themselves, kind by kind: the things that ``registry`` takes and gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class DocumentKind:
    """One kind of document as the pages name it."""

    key: str
    model: type[Any]
    prefix: str
    label: Any
    label_plural: Any
    icon: str
    list_url: str
    search: bool = True

    def list_address(self) -> str:
        return reverse(self.list_url) if self.list_url else ""


@dataclass(frozen=True)
class Tab:
    """Rows of another document on a detail page: a URL ``<url_name>`` with the parent's pk as its only argument."""

    name: str
    label: Any
    url_name: str
    count: Callable | None = None  # count(obj, user) -> queryset or int
    can: Callable | None = None  # can(user, obj) -> bool
    icon: str = ""
    order: int = 50


@dataclass(frozen=True)
class Section:
    """A card on a document's page with what belongs to a room to the right of it.

    ``read(document, user)`` gives what the template finds as ``part``, or None where there is no card. The page says
    where its sections stand; a ``wide`` one takes the whole width below the others.
    """

    name: str
    template: str
    read: Callable
    wide: bool = False
    order: int = 50


@dataclass(frozen=True)
class Tile:
    """What is open about a document, at the head of its page: a number that opens the list behind it.

    ``read(document, user)`` gives a TileValue, or None where there is nothing to show.
    """

    name: str
    label: Any
    read: Callable
    url_name: str = ""  # with the document's pk as its only argument
    can: Callable | None = None  # can(user, obj) -> bool
    icon: str = "list-check"
    order: int = 50


@dataclass(frozen=True)
class TileValue:
    """``kind``: int, money or text. ``address`` instead of the tile's own; ``tone`` neutral, info, good, warn, bad.

    ``clock``: a clock that runs on the tile in place of the note, drawn by the app whose page it is.
    """

    value: Any
    kind: str = "int"
    note: Any = ""
    tone: str = "neutral"
    address: str = ""
    clock: Any = None


@dataclass(frozen=True)
class Shortcut:
    """A link at the head of a document's page that opens a form of another room, filled in for this document.

    The form is ``<url_name>`` with ``?<kind of the document>=<pk>``.
    """

    name: str
    label: Any
    url_name: str
    can: Callable  # can(user, document) -> bool
    icon: str
    order: int = 50

    def address(self, document: Any) -> str:
        return reverse(self.url_name) + f"?{document.KIND}={document.pk}"


@dataclass(frozen=True)
class Command:
    """What one room does when a room to its left tells it to: ``run(document, **about)``, inside the transaction."""

    room: str
    run: Callable
    order: int = 50


@dataclass(frozen=True)
class MenuItem:
    section: str
    label: Any
    url_name: str
    icon: str
    can: Callable | None = None  # can(user) -> bool
    order: int = 50
    by_roles: bool = True  # whether ``can`` asks the roles alone

    def address(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class HomeCard:
    """A number on the home page; it opens the list behind it."""

    name: str
    label: Any
    can: Callable  # can(user) -> bool
    count: Callable  # count(user) -> queryset or int
    link: Any  # "url-name", "url-name?query" or link(user) -> address
    icon: str = "list-check"
    tone: str = "neutral"  # neutral, info, good, warn, bad
    order: int = 50


@dataclass(frozen=True)
class Metric:
    """A figure of "my month": ``value(user)`` gives a MetricValue, or None where there is nothing to show."""

    name: str
    label: Any
    can: Callable
    value: Callable
    link: Any = ""
    order: int = 50


@dataclass(frozen=True)
class MetricValue:
    """``kind``: money, int, percent or text. With ``target`` a bar shows how far it is; ``note`` is a line below.

    ``before`` is the same figure at the same point of the period before, so that the page says whether it rises.
    ``less_is_good``: a figure that should fall, as what is overdue.
    """

    value: Any
    kind: str = "money"
    target: Any = None
    note: Any = ""
    before: Any = None
    less_is_good: bool = False


@dataclass(frozen=True)
class DayRow:
    """One thing of the day: ``at`` is a time of the day or None, ``address`` where it is done, ``late`` since when."""

    text: Any
    address: str
    note: Any = ""
    at: Any = None
    late: Any = None  # the day it was due, where that is past


@dataclass(frozen=True)
class DayPart:
    """What the day holds for one person: ``rows(user, day, most)`` gives DayRows, the most pressing first.

    One query of its own at most two; ``link`` opens the list behind it.
    """

    name: str
    label: Any
    can: Callable  # can(user) -> bool
    rows: Callable
    link: Any
    icon: str
    order: int = 50


@dataclass(frozen=True)
class HomePart:
    """A card of the home page for those who lead or look over others: ``read(user)`` gives what the template finds as
    ``part``, or None where there is no card. It is read after the page stands."""

    name: str
    label: Any
    can: Callable  # can(user) -> bool
    read: Callable
    template: str
    link: Any = ""
    order: int = 50


@dataclass(frozen=True)
class QuickAct:
    """What a person does most, one touch away: on the home page, on the phone and in Ctrl+K."""

    url_name: str
    label: Any
    icon: str
    can: Callable  # can(user) -> bool
    order: int = 50

    def address(self) -> str:
        return reverse(self.url_name)


@dataclass(frozen=True)
class Lookup:
    """What a type-ahead field searches. ``queryset_for(user)`` is also all that the field accepts.

    ``parents`` are the only parameters ``narrow`` gets, each as the pk of a row this person may see: ``{name: model}``.
    ``note`` names no sum of money: that is ``amount``, shown to those who see prices. ``fills`` goes through the rules of
    prices and cost field by field; a field that is a look-up itself gets ``{"value": pk, "text": words}``. With ``keeps``
    it fills what is empty and leaves what somebody typed. ``prefetch`` is what ``fills`` reads of each row.
    """

    key: str
    queryset_for: Callable
    label: Callable
    search_fields: tuple = ()
    note: Callable | None = None  # a second, grey line
    fills: Callable | None = None  # fills(obj, user) -> {other field: value} put into the same form or row
    narrow: Callable | None = None  # narrow(queryset, {name: pk}) -> queryset, from fields named in ``depends``
    parents: dict = field(default_factory=dict)
    amount: Callable | None = None
    keeps: bool = False
    prefetch: tuple = ()
    search: Callable | None = None  # search(queryset, text) -> queryset, where neither way of search_rows fits


@dataclass(frozen=True)
class TaskKind:
    """A kind of to-do. ``by_hand``: its person ticks it off; else ``how`` says which act closes it."""

    key: str
    label: Any
    icon: str = "checkbox"
    by_hand: bool = True
    how: Any = ""


@dataclass(frozen=True)
class PeriodicJob:
    """Work of the clock. ``cron`` (five fields, Shanghai time) says when; ``run(at)`` does it for that moment.

    ``run`` is idempotent and returns how many things it did. With ``every_slot`` each missed moment is caught up after
    a pause, in order (a week or a quarter that must not be left out); without, the latest alone. A run is one
    transaction, unless its rows are many and ``in_batches`` says that it commits them some hundred at a time.
    """

    key: str
    label: Any
    cron: str
    run: Callable  # run(at: aware datetime) -> int
    rules: str = ""
    every_slot: bool = False
    in_batches: bool = False
