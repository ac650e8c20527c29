"""Questions about commission lines that nobody decided in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from performance.commission.models import LineQuestion
from salesmgmt.core.calendar import day_of
from salesmgmt.core.domain.notices import notify_roles
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    import datetime as dt


def remind_of_questions(at: dt.datetime) -> int:
    """The head of sales and finance are told of each question once when its day has passed. Returns how many there were."""
    rows = LineQuestion.objects.open().filter(answer_by__lt=day_of(at)).select_related("statement__person")
    told = 0
    for question in rows.order_by("pk"):
        words = {"person": str(question.statement.person), "what": question.reference}
        notices = notify_roles(
            [Role.DIR, Role.FIN],
            lambda words=words: _("A commission line waits for a decision: %(person)s, %(what)s") % words,
            url=reverse("commission-detail", args=[question.statement_id]),
            key=f"line-question-{question.pk}",
        )
        told += bool(notices)
    return told
