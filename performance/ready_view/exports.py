"""A ready view as an Excel workbook: all lines of the same answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from performance.ready_view.answer import ViewAnswer, ViewQuestion
from performance.ready_view.catalogue import VIEWS
from performance.ready_view.shape import Heading
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.output.xlsx import Column, Report

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def columns_of(answer: ViewAnswer) -> list[Column]:
    def column(place: int, heading: Heading) -> Column:
        return Column(
            str(heading.label), lambda line: line.cells[place], heading.kind, width=32 if place == 0 else None
        )

    return [column(place, heading) for place, heading in enumerate(answer.view.headings)]


def build_view(user: User, query: Any, path: Any, progress: Any) -> int:
    """In the scope of whoever exports; the whole stands in the last row, rates and all."""
    answer = _answer(user, query)
    report = Report(user)
    count = report.add_sheet(
        f"{answer.view.name} {answer.scope.span}", columns_of(answer), answer.lines, progress=progress
    )
    report.save(path)
    return count


def count_view(user: User, query: Any, limit: int) -> int:
    return min(len(_answer(user, query).lines), limit)


def _answer(user: User, query: Any) -> ViewAnswer:
    code = query.get("view", "")
    if code not in VIEWS or not VIEWS[code].may(user):
        raise BusinessError(_("There is nothing to be exported under this question."))
    return ViewAnswer(ViewQuestion.read(code, query), user)
