"""Assessments of the tests in any state."""

import datetime as dt
from decimal import Decimal

from performance.assessment.models import Assessment
from performance.assessment.opening import close_period
from performance.assessment.scoring import confirm_assessment, score_assessment
from performance.assessment_scheme.tests.factories import active_scheme
from performance.metric.period import Period
from salesmgmt.core.calendar import today

MARCH = Period("month", dt.date(2025, 3, 1))


def scores_of(assessment, score="80", comment="works well with customers"):
    return {line.pk: (Decimal(score), comment) for line in assessment.lines.all() if line.is_judged}


def to_score(people, period=MARCH, person=None, scheme=True):
    """The assessment of a person whose period is over."""
    if scheme and not people.__dict__.get("scheme"):
        people.scheme = active_scheme(people)
    close_period(period)
    return Assessment.objects.get(period__kind=period.kind, period__first=period.first, person=person or people.rep1)


def scored(people, period=MARCH, score="80", person=None):
    assessment = to_score(people, period, person)
    person = person or people.rep1
    return score_assessment(assessment.pk, person.superior, scores_of(assessment, score))


def confirmed(people, period=MARCH, score="80", person=None):
    """Below the pass mark with its coaching plan."""
    assessment = scored(people, period, score, person)
    above = assessment.scored_by.superior
    plan = {"measures": "two days with a colleague", "coach": assessment.scored_by, "due_on": today()}
    return confirm_assessment(assessment.pk, above, **(plan if assessment.result < 60 else {}))
