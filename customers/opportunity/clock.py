"""What the clock does with opportunities: the first contact after an assignment (OPP-05, as LEAD-03)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from customers.opportunity.models import Opportunity
from customers.opportunity.pursuit import FIRST_CONTACT_TASK
from salesmgmt.core.domain.notices import Message, notify_many
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import open_tasks

if TYPE_CHECKING:
    from collections.abc import Iterator


@transaction.atomic
def remind_of_first_contacts(at: dt.datetime) -> int:
    """J04, the part of opportunities: given to a rep longer ago than SET-31 and not taken up with the customer since; the
    rep gets a to-do and the assigner a notice, once for each assignment (OPP-05)."""
    limit = at - dt.timedelta(hours=policy().first_contact_hours)
    late = Opportunity.objects.not_contacted().filter(assigned_at__lt=limit)
    rows = late.select_related("assigned_to", "assigned_by", "customer").order_by("pk")
    known = {row.pk: row for row in rows}
    found = [
        (row, row.assigned_to, lambda row=row: _("First contact overdue: %(leads)s") % {"leads": row})
        for row in known.values()
    ]
    made = open_tasks(FIRST_CONTACT_TASK, found, key="")
    _tell(known[task.object_id] for task in made)
    return len(made)


def _tell(late: Iterator) -> None:
    """One notice a person with all that is late; the link of a single one leads to it."""
    per_person: dict = {}
    for row in late:
        for person in {row.assigned_to, row.assigned_by} - {None}:
            per_person.setdefault(person, []).append(row)
    notify_many(
        Message(
            [person],
            lambda rows=rows: _("First contact overdue: %(leads)s") % {"leads": "、".join(row.title for row in rows)},
            url=rows[0].get_absolute_url() if len(rows) == 1 else reverse("opportunity-list") + "?not_contacted=true",
        )
        for person, rows in per_person.items()
    )
