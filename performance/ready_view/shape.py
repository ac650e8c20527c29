"""What a ready view is made of: columns, rows, the whole; one object gives the number, the table, the chart and the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from performance.analysis.answer import Answer
from performance.analysis.question import Question
from performance.metric.responsibility import Responsibility
from salesmgmt.core.templatetags.salesmgmt import money, number, percent, quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from performance.analysis.span import Span
    from salesmgmt.core.models import User

TEXT, MONEY, COUNT, RATE, QUANTITY = "text", "money", "int", "percent", "quantity"
SHOWN = 50  # so many lines a page shows
SAID: dict[str, Callable] = {MONEY: money, COUNT: number, RATE: percent, QUANTITY: quantity}


@dataclass(frozen=True)
class Heading:
    """``drawn``: the column stands in the chart. ``phone=False``: it is left out on a narrow screen."""

    label: Any
    kind: str = TEXT
    phone: bool = True
    drawn: bool = False

    def text(self, value: Any) -> str:
        if value is None or value == "":
            return "—"
        return str(SAID[self.kind](value)) if self.kind in SAID else str(value)


@dataclass(frozen=True)
class Line:
    """``cells`` in the order of the columns; ``address`` is what the line is made of, "" where there is nothing to open."""

    key: str
    cells: tuple
    address: str = ""


class Later(Sequence):
    """So many lines, of which the first are there: of a hundred thousand customers a page shows fifty, and the others are
    made when somebody asks for them."""

    def __init__(self, count: int, first: list[Line], make: Callable[[], list[Line]]) -> None:
        self.number, self.first, self.make = count, first, make

    @cached_property
    def every(self) -> list[Line]:
        return self.first if len(self.first) == self.number else self.make()

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, place: Any) -> Any:
        last = place.stop if isinstance(place, slice) else place + 1
        is_there = last is not None and 0 < last <= len(self.first)
        return (self.first if is_there else self.every)[place]

    def __iter__(self) -> Iterator[Line]:
        return iter(self.every)


@dataclass(frozen=True)
class Found:
    """The lines, the whole beneath them (None: nothing that could be added up), and the answer in one sentence."""

    lines: Sequence[Line]
    total: tuple | None = None
    sentence: str = ""
    # Of a map: {place of the tile: value}.
    tiles: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Scope:
    """Whose rows of which months: what the reader may see, narrowed to the unit that was asked for."""

    span: Span
    answer: Answer

    @classmethod
    def of(cls, user: User | None, period: str, unit: int | None) -> Scope:
        answer = Answer(Question(period=period, unit=unit), user)
        return cls(answer.span, answer)

    @property
    def user(self) -> Any:
        return self.answer.user

    @property
    def people(self) -> set[int] | None:
        return self.answer.people

    @cached_property
    def _responsible(self) -> Responsibility:
        return Responsibility(self.span.first)

    def narrowed(self, rows: Any, customer: str, day: str) -> Any:
        """The rows of whose customers these people were in charge on the day."""
        return rows if self.people is None else rows.filter(self._responsible.of(self.people, customer, day))

    def asked(self, **what: Any) -> Answer:
        """The answer of an analysis over the same months and people."""
        question = self.answer.question
        return Answer(Question(period=question.period, unit=question.unit, **what), self.user)


@dataclass(frozen=True)
class Documents:
    """What a line was counted from: rows in their order, and how each is shown."""

    rows: Any
    show: Callable
    order: tuple[str, ...] = ("pk",)


def everybody(user: User) -> bool:
    """Who reads analyses."""
    return True


@dataclass(frozen=True)
class ReadyView:
    """A question that is asked often: ``find(scope)`` gives its lines, ``behind(scope, key)`` the documents of one."""

    code: str
    name: Any
    text: Any
    icon: str
    headings: tuple[Heading, ...]
    find: Callable[[Scope], Found]
    behind: Callable[[Scope, str], Documents | None] | None = None
    may: Callable[[User], bool] = everybody
    # Said where there is nothing, if it does not mean that other months should be chosen.
    empty: Any = ""
