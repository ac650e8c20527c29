"""Questions about commission lines that nobody decided in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from performance.commission.models import LineQuestion
from salesmgmt.core.calendar import day_of
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.notices import Message, notify_many
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    import datetime as dt


def remind_of_questions(at: dt.datetime) -> int:
    """The head of sales and finance are told of each question once when its day has passed. Returns how many there were."""
    rows = LineQuestion.objects.open().filter(answer_by__lt=day_of(at)).select_related("statement__person")
    deciding = list(User.objects.with_role(Role.DIR, Role.FIN))

    def tell(questions: list[LineQuestion]) -> int:
        told = notify_many(
            Message(
                deciding,
                lambda question=question: (
                    _("A commission line waits for a decision: %(person)s, %(what)s")
                    % {"person": str(question.statement.person), "what": question.reference}
                ),
                url=reverse("commission-detail", args=[question.statement_id]),
                key=f"line-question-{question.pk}",
            )
            for question in questions
        )
        return len({notice.key for notice in told})

    return in_batches("commission-questions", rows.order_by("pk"), tell)
