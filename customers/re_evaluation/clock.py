"""What the clock does about re-evaluations: to-dos at the beginning of a quarter, the overdue list after its end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer
from customers.evaluation.outcome import REVIEW_TASKS
from customers.evaluation.standing import review_outdated
from customers.re_evaluation.quarter import missing_in
from salesmgmt.core.calendar import SHANGHAI, quarter_of
from salesmgmt.core.domain.notices import Message, notify_many
from salesmgmt.core.domain.todo import close_tasks_of_kind, open_tasks
from salesmgmt.core.models import User

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from customers.customer.querysets import CustomerQuerySet
    from salesmgmt.core.calendar import Quarter


DUE, LATE = REVIEW_TASKS


def open_round(at: dt.datetime) -> int:
    """J20: on the first day of a quarter every customer in cooperation gets its re-evaluation to-do (RAT-06).

    Each rep is told once, with the number. Returns how many to-dos were opened.
    """
    quarter = quarter_of(at.astimezone(SHANGHAI).date())
    rows = missing_in(quarter).select_related("owner")
    made = open_tasks(
        DUE,
        [
            (row, row.owner, _in_words(gettext_noop("%(quarter)s re-evaluation: %(customer)s"), quarter, row))
            for row in rows
        ],
        key=str(quarter),
        due_on=quarter.last_day,
    )
    if made:
        _tell(rows, quarter, "", gettext_noop("%(number)d customers to re-evaluate in %(quarter)s"), "open")
    return len(made)


def close_round(at: dt.datetime) -> int:
    """J21: on the day after a quarter its missing re-evaluations are overdue, and who is behind is told (RAT-06).

    The to-do of the quarter becomes an overdue one. Customers whose report is now too old for a contract are flagged
    "credit review outdated" by review_outdated(), which this job counts for the managers (RAT-10, SET-06).
    """
    day = at.astimezone(SHANGHAI).date()
    quarter = quarter_of(day).preceding
    rows = missing_in(quarter).select_related("owner")
    close_tasks_of_kind(DUE, str(quarter))
    made = open_tasks(
        LATE,
        [
            (row, row.owner, _in_words(gettext_noop("%(quarter)s re-evaluation overdue: %(customer)s"), quarter, row))
            for row in rows
        ],
        key=str(quarter),
        due_on=quarter.last_day,
    )
    if rows:
        outdated = review_outdated(Customer.objects.all(), day).count()
        body = _("Credit review outdated: %(number)d customers.") % {"number": outdated} if outdated else ""
        _tell(rows, quarter, body, gettext_noop("%(number)d re-evaluations of %(quarter)s are overdue"), "late")
    return len(made)


def _in_words(text: str, quarter: Quarter, customer: Customer) -> Callable:
    """The subject of a to-do, asked in the language of its person."""
    return lambda: _(text) % {"quarter": quarter, "customer": customer.name}


def _tell(rows: CustomerQuerySet, quarter: Quarter, body: str, text: str, key: str) -> None:
    """One notice to each rep, and to everybody above him with the number of his people."""
    owners = Counter(row.owner_id for row in rows if row.owner_id)
    people = {person.pk: person for person in User.objects.active()}
    told: Counter = Counter()
    for pk, number in owners.items():
        person, seen = people.get(pk), set()
        while person is not None and person.pk not in seen and not person.has_role("gm"):
            told[person.pk] += number
            seen.add(person.pk)
            person = people.get(person.superior_id)
    address = f"{reverse('evaluation-round')}?quarter={quarter}"
    notify_many(
        Message(
            [people[pk]],
            lambda number=number: _(text) % {"number": number, "quarter": quarter},
            body=body,
            url=f"{address}&state=overdue" if key == "late" else address,
            key=f"round-{key}-{quarter}",
        )
        for pk, number in told.items()
    )
