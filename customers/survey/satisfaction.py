"""How satisfied customers are: the figure of surveys, for their pages and for performance (SVC-05, KPI-12)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from customers.feedback.review import BEST, two_places
from customers.survey.models import SatisfactionSurvey, SurveyAnswer, SurveyInvitation
from salesmgmt.core.calendar import at

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from salesmgmt.core.models import User


@dataclass(frozen=True)
class Satisfaction:
    """An average of the scale 1 to 5. Without answers it is None, not zero."""

    total: int
    count: int

    @property
    def average(self) -> Decimal | None:
        return two_places(Decimal(self.total) / self.count) if self.count else None

    @property
    def percent(self) -> Decimal | None:
        """Of the best possible score: 4.00 of 5 is 80.0."""
        if not self.count:
            return None
        share = Decimal(self.total) * 100 / (self.count * BEST)
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


def satisfaction_of(scores: Iterable) -> Satisfaction:
    """Of scores from 1 to 5; pure. 5, 4, 4, 3 are 4.00 of 5, 80.0 % (SVC-05)."""
    scores = list(scores)
    return Satisfaction(sum(scores), len(scores))


def _of_rows(rows: QuerySet) -> Satisfaction:
    found = rows.aggregate(total=Sum("score"), count=Count("pk"))
    return Satisfaction(found["total"] or 0, found["count"])


def answers_visible_to(user: User) -> QuerySet:
    """The answers of the customers this person sees."""
    return SurveyAnswer.objects.filter(invitation__in=SurveyInvitation.objects.visible_to(user).values("pk"))


def satisfaction_between(first: dt.date, last: dt.date, owners: Iterable | None = None) -> Satisfaction:
    """The metric ``satisfaction``: what was answered from ``first`` to ``last``, both included, by the customers of
    ``owners`` (users; None: of everybody) (SVC-05)."""
    after = at(last).replace(hour=23, minute=59, second=59, microsecond=999999)
    rows = SurveyAnswer.objects.filter(invitation__answered_at__range=(at(first), after))
    if owners is not None:
        rows = rows.filter(invitation__customer__owner__in=owners)
    return _of_rows(rows)


@dataclass(frozen=True)
class QuestionRow:
    text: str
    satisfaction: Satisfaction
    low: int


def by_question(survey: SatisfactionSurvey, user: User) -> list:
    """A row for each question, answered or not."""
    seen = SurveyInvitation.objects.visible_to(user).filter(survey=survey).values("pk")
    mine = Q(answers__invitation__in=seen)
    rows = survey.questions.annotate(
        total=Sum("answers__score", filter=mine),
        count=Count("answers", filter=mine),
        low=Count("answers", filter=mine & Q(answers__score__lte=2)),
    ).order_by("pk")  # what is added up has no order of its own
    return [QuestionRow(row.text, Satisfaction(row.total or 0, row.count), row.low) for row in rows]


def overall(rows: list[QuestionRow]) -> Satisfaction:
    """Of all questions together."""
    return Satisfaction(sum(row.satisfaction.total for row in rows), sum(row.satisfaction.count for row in rows))


@dataclass(frozen=True)
class RoundRow:
    survey: SatisfactionSurvey
    satisfaction: Satisfaction
    invited: int
    answered: int


def trend(user: User, rounds: int = 8) -> list:
    """The latest rounds that were opened, oldest first, with what was answered by the customers this person sees."""
    surveys = SatisfactionSurvey.objects.visible_to(user).exclude(
        status__in=[SatisfactionSurvey.Status.DRAFT, SatisfactionSurvey.Status.DISCARDED]
    )[:rounds]
    found = sorted(surveys, key=lambda survey: (survey.opens_on, survey.pk))
    seen = SurveyInvitation.objects.visible_to(user).filter(survey__in=found)
    people = {
        pk: rest
        for pk, *rest in seen.order_by()
        .values_list("survey")
        .annotate(all=Count("pk"), answered=Count("pk", filter=Q(status=SurveyInvitation.Status.ANSWERED)))
    }
    scores = answers_visible_to(user).filter(invitation__survey__in=found).order_by()
    points = {
        pk: Satisfaction(total, count)
        for pk, total, count in scores.values_list("invitation__survey").annotate(total=Sum("score"), count=Count("pk"))
    }
    nobody = Satisfaction(0, 0)
    return [RoundRow(each, points.get(each.pk, nobody), *people.get(each.pk, (0, 0))) for each in found]
