"""An analysis as an Excel workbook: all rows of the same answer (ANA-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from performance.analysis.answer import Answer
from performance.analysis.permissions import may_measure
from performance.analysis.question import Question
from performance.analysis.states import Split
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.output.xlsx import Column, Report

if TYPE_CHECKING:
    from typing import Any

    from performance.analysis.measure import Measure
    from salesmgmt.core.models import User


def columns_of(measure: Measure, split: str) -> list[Column]:
    kind, adds = measure.kind, measure.adds_up
    return [
        Column(str(Split(split).label), lambda line: line.label, width=32),
        Column(str(measure.name), lambda line: line.value, kind, total=adds),
        Column(pgettext("analysis", "period before"), lambda line: line.previous, kind, total=adds),
        Column(pgettext("analysis", "change"), lambda line: line.change, "percent"),
        Column(pgettext("analysis", "difference"), lambda line: line.difference, kind, total=adds),
        Column(_("a year before"), lambda line: line.earlier, kind, total=adds),
        Column(pgettext("analysis", "change on year"), lambda line: line.change_on_year, "percent"),
    ]


def build_analysis(user: User, query: Any, path: Any, progress: Any) -> int:
    """With the exporter's own scope: what he exports is what his page shows."""
    answer = _answer(user, query)
    report = Report(user)
    count = report.add_sheet(
        f"{answer.measure.name} {answer.span}",
        columns_of(answer.measure, answer.question.split),
        answer.lines,
        progress=progress,
    )
    report.save(path)
    return count


def count_analysis(user: User, query: Any, limit: int) -> int:
    return min(len(_answer(user, query).lines), limit)


def _answer(user: User, query: Any) -> Answer:
    answer = Answer(Question.read(query), user)
    if answer.source is None or not may_measure(user, answer.measure):
        raise BusinessError(_("There is nothing to be exported under this question."))
    return answer
