"""Analyses: every measure, split and ready view over the last thirteen months, and every split over five years, of the
company and of a region, warm."""

from django.db import connection

from performance.analysis.answer import Answer
from performance.analysis.measure import MEASURES
from performance.analysis.permissions import may_measure
from performance.analysis.question import Question
from performance.analysis.states import Range, Split
from performance.ready_view.answer import ViewAnswer, ViewQuestion
from performance.ready_view.catalogue import VIEWS
from salesmgmt.bench.floor import timed
from salesmgmt.bench.parties import ACCOUNTS
from salesmgmt.core.models import User

ASKED_BY = {"company": "gm", "team": "manager"}
TIMES = 3  # of which the quickest counts
# Sales month by month and customer by customer, in plain SQL: what no analysis can be quicker than by much.
PLAIN = """
SELECT date_trunc('month', i.date), i.customer_id, sum(i.net)
FROM orders_invoice i JOIN customers_customer c ON c.id = i.customer_id
WHERE i.date BETWEEN %s AND %s AND i.status NOT IN ('draft', 'cancelled') AND (%s::bigint[] IS NULL OR c.owner_id = ANY(%s))
GROUP BY 1, 2
"""


def measure():
    """``[{name, who, seconds, floor, ratio, rows}]``, the company's floor for all it asks, a team's for the team's."""
    rows = []
    for who, account in ASKED_BY.items():
        user = User.objects.get(username=ACCOUNTS[account])
        least = best(lambda user=user: plain(user))
        for name, ask in asked_by(user):
            took, found = best(ask), ask()
            rows.append(
                {"name": name, "who": who, "seconds": took, "floor": least, "ratio": took / least, "rows": found}
            )
    return rows


def asked_by(user):
    """``(name, ask)`` of all this person may ask; ``ask()`` gives the number of rows, with their whole."""
    for code, measured in MEASURES.items():
        if may_measure(user, measured):
            yield f"{code} by month", lambda code=code: answered(user, Question(measure=code))
    for split in Split.values:
        if split != Split.MONTH:
            yield f"sales by {split}", lambda split=split: answered(user, Question(split=split))
        yield (
            f"sales by {split}, five years",
            lambda split=split: answered(user, Question(split=split, period=Range.FIVE_YEARS.value)),
        )
    for code, view in VIEWS.items():
        if view.may(user):
            yield f"view {code}", lambda code=code: len(ViewAnswer(ViewQuestion(code), user).table)


def answered(user, question):
    """As the page asks it: the largest rows, the others together, the whole."""
    answer = Answer(question, user)
    shown, _others = answer.largest
    return len(shown) + bool(answer.total)


def best(act):
    return min(timed(act) for _time in range(TIMES))


def plain(user):
    span, people = Question().span(), Answer(Question(), user).people
    owners = sorted(people) if people is not None else None
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, [span.year_before.first, span.last, owners, owners])
        return cursor.fetchall()
