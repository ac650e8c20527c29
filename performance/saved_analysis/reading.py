"""What a saved analysis says to one person: computed with his own rights, from the object its page is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from performance.analysis.answer import Answer
from performance.analysis.permissions import may_measure, reads_analysis
from performance.analysis.question import Question
from performance.analysis.states import Split
from performance.ready_view.answer import ViewAnswer, ViewQuestion
from performance.ready_view.catalogue import VIEWS
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from performance.saved_analysis.models import SavedAnalysis
    from salesmgmt.core.models import User

ANALYSIS = "analysis"
ROWS = 10


@dataclass(frozen=True)
class Said:
    """``rows`` are the first of ``count``: a label and its figure each."""

    title: str
    period: str
    figure: str
    rows: list[tuple[str, str]]
    count: int


def known(view: str, query: str) -> tuple[str, str]:
    """View and address as they are kept: what the page would not read is left out. BusinessError: there is no such page."""
    asked = QueryDict(query)
    if view == ANALYSIS:
        return view, Question.read(asked).query
    if view in VIEWS:
        return view, ViewQuestion.read(view, asked).query
    raise BusinessError(_("This analysis cannot be saved: its page does not exist."))


def address_of(saved: SavedAnalysis) -> str:
    page = reverse("analysis") if saved.view == ANALYSIS else reverse("ready-view", args=[saved.view])
    return f"{page}?{saved.query}" if saved.query else page


def name_of(saved: SavedAnalysis) -> str:
    """What it is about, in words."""
    if saved.view != ANALYSIS:
        return str(VIEWS[saved.view].name) if saved.view in VIEWS else saved.view
    question = Question.read(QueryDict(saved.query))
    return f"{question.what().name} {_split_of(question)}"


def _split_of(question: Question) -> str:
    return str(Split(question.split).label)


def read_saved(saved: SavedAnalysis, user: User) -> Said:
    """PermissionDenied: this person may not read it (any more)."""
    if not user.is_active or not reads_analysis(user):
        raise PermissionDenied(_("He may not read analyses."))
    return _analysis(saved, user) if saved.view == ANALYSIS else _ready_view(saved, user)


def _analysis(saved: SavedAnalysis, user: User) -> Said:
    question = Question.read(QueryDict(saved.query))
    if not may_measure(user, question.what()):
        raise PermissionDenied(_("He may not see what comes from cost."))
    answer = Answer(question, user)
    if answer.source is None:
        raise BusinessError(_("This measure cannot be split so"))
    lines, whole, text = answer.lines, answer.total.value, answer.measure.text
    filled = [line for line in lines if line.value]
    if answer.measure.adds_up and sum((line.value or ZERO for line in lines), ZERO) != (whole or ZERO):
        raise BusinessError(_("The parts do not make the whole."))
    return Said(
        f"{answer.measure.name} {_split_of(question)}",
        str(answer.span),
        text(whole),
        [(str(line.label), text(line.value)) for line in filled[:ROWS]],
        len(filled),
    )


def _ready_view(saved: SavedAnalysis, user: User) -> Said:
    view = VIEWS.get(saved.view)
    if view is None:
        raise BusinessError(_("This analysis cannot be saved: its page does not exist."))
    if not view.may(user):
        raise PermissionDenied(_("He may not read this view."))
    answer = ViewAnswer(ViewQuestion.read(saved.view, QueryDict(saved.query)), user)
    place = next((place for place, heading in enumerate(view.headings) if heading.drawn), 1)
    heading = view.headings[place]
    return Said(
        str(view.name),
        str(answer.scope.span),
        answer.figure,
        [(str(line.cells[0]), f"{heading.label} {heading.text(line.cells[place])}") for line in answer.lines[:ROWS]],
        len(answer.lines),
    )
