"""What the clock does with leads: first contact overdue, idle, into the public pool (LEAD-03, LEAD-04)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.lead.following import FIRST_CONTACT_TASK, IDLE_TASK
from customers.lead.models import Lead, LeadAssignment
from salesmgmt.core import audit, calendar
from salesmgmt.core.calendar import SHANGHAI
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.notices import Message, notify, notify_many
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import cancel_tasks, open_tasks
from salesmgmt.core.models import User
from salesmgmt.core.permissions import scopes

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from customers.lead.querysets import LeadQuerySet


# One person's leads of a day stay together, in one notice.
BATCH = 500


def flag_first_contacts(at: dt.datetime) -> int:
    """J04, the part of leads: assigned for longer than SET-31 without a contact → ``first_contact_overdue``; the rep gets
    a to-do and the assigner a notice, once for each assignment (LEAD-03)."""
    limit = at - dt.timedelta(hours=policy().first_contact_hours)
    late = Lead.objects.filter(status=Lead.Status.ASSIGNED, first_contact_overdue=False, assigned_at__lt=limit)
    return in_batches("lead-first-contact", _by_owner(late), lambda some: _flag(_locked(late, some)), size=BATCH)


def _flag(late: list[Lead]) -> int:
    for lead in late:
        lead.first_contact_overdue = True
    _write(late, "first_contact_overdue")
    audit.record_many(late, None, gettext_noop("First contact overdue"))
    open_tasks(
        FIRST_CONTACT_TASK,
        [(lead, lead.owner, lambda lead=lead: _("First contact overdue: %(lead)s") % {"lead": lead}) for lead in late],
        key="",
    )
    given = LeadAssignment.objects.filter(lead__in=late).order_by("lead_id", "-pk").distinct("lead_id")
    assigners = {row.lead_id: row.assigned_by for row in given.select_related("assigned_by")}
    pairs = [(lead.owner, lead) for lead in late]
    pairs += [(assigners[lead.pk], lead) for lead in late if assigners.get(lead.pk, lead.owner) != lead.owner]
    address = reverse("lead-list") + "?first_contact_overdue=true"
    _tell_each(pairs, lambda names: _("First contact overdue: %(leads)s") % {"leads": names}, address)
    return len(late)


def mark_idle_leads(at: dt.datetime) -> int:
    """J09: leads without activity for more than SET-32 days are idle, on the manager's list and announced for the public
    pool; those whose announced day has come go there (LEAD-04, 002-1 §7.2)."""
    day, rules = at.astimezone(SHANGHAI).date(), policy()
    # At exactly so many days a lead is not idle yet: its last sign of life lies before that day.
    before = calendar.at(day - dt.timedelta(days=rules.lead_idle_days))
    recycle_on = day + dt.timedelta(days=rules.lead_pool_notice_days)
    idle = Lead.objects.touched().filter(idle_since__isnull=True, touched__lt=before)
    made = in_batches("idle-leads", _by_owner(idle), lambda some: _mark(_locked(idle, some), recycle_on), size=BATCH)
    due = Lead.objects.filter(recycle_on__lte=day)
    return made + in_batches(
        "idle-leads:pool", _by_owner(due), lambda some: _recycle(_locked(due, some), at), size=BATCH
    )


def _mark(idle: list[Lead], recycle_on: dt.date) -> int:
    for lead in idle:
        lead.idle_since, lead.recycle_on = lead.touched_at, recycle_on
    _write(idle, "idle_since", "recycle_on")
    audit.record_many(idle, None, gettext_noop("Idle"), changes=lambda lead: {"recycle_on": ["", str(recycle_on)]})
    text = gettext_noop("Goes to the public pool on %(day)s unless you follow it up: %(lead)s")
    rows = [(lead, lead.owner, lambda lead=lead: _(text) % {"day": recycle_on, "lead": lead}) for lead in idle]
    open_tasks(IDLE_TASK, rows, key="", due_on=recycle_on)
    _tell_each(
        [(lead.owner, lead) for lead in idle],
        lambda names: _(text) % {"day": recycle_on, "lead": names},
        reverse("lead-list") + "?idle=true&owner=me",
    )
    _tell_assigners(Counter(lead.owner_id for lead in idle))
    return len(idle)


def _tell_each(pairs: list, words: Callable, address: str) -> None:
    """One notice a person, with the names of all his leads; the link of a single one leads to it."""
    per_person: dict = {}
    for person, lead in pairs:
        per_person.setdefault(person, []).append(lead)
    notify_many(
        Message(
            [person],
            lambda leads=leads: words("、".join(lead.company for lead in leads)),
            url=leads[0].get_absolute_url() if len(leads) == 1 else address,
        )
        for person, leads in per_person.items()
    )


def _tell_assigners(idle_per_rep: dict) -> None:
    """One notice a person, with the number of leads that became idle in his team or region."""
    if not idle_per_rep:
        return
    for person in User.objects.with_role(*policy().lead_assigners).select_related("unit"):
        reach = set().union(*(person.owner_ids(scope) for scope in scopes(person, "lead", "assign") & set("tg")))
        number = sum(count for rep, count in idle_per_rep.items() if rep in reach)
        if number:
            notify(
                [person],
                lambda number=number: (
                    _("%(n)d leads lie idle; reassign them or see that they are followed up.") % {"n": number}
                ),
                url=reverse("lead-list") + "?idle=true",
            )


def _recycle(due: list[Lead], at: dt.datetime) -> int:
    """The owner is taken off, the status stays; the lead waits in the pool of its region."""
    regions = {lead.owner: lead.owner.scope_unit("g") for lead in due if lead.region_id is None}
    due = [lead for lead in due if lead.region_id or regions[lead.owner]]
    before = {lead.pk: lead.owner for lead in due}
    for lead in due:
        lead.region = lead.region or regions[lead.owner]
        lead.owner, lead.pool_since, lead.idle_since, lead.recycle_on = None, at, None, None
        lead.first_contact_overdue = False
    _write(due, "owner", "region", "pool_since", "idle_since", "recycle_on", "first_contact_overdue")
    audit.record_many(
        due, None, gettext_noop("To the public pool"), changes=lambda lead: {"owner": [str(before[lead.pk]), ""]}
    )
    cancel_tasks(due, [IDLE_TASK, FIRST_CONTACT_TASK])
    _tell_each(
        [(before[lead.pk], lead) for lead in due],
        lambda names: _("Gone to the public pool: %(leads)s") % {"leads": names},
        reverse("lead-pool"),
    )
    return len(due)


def _by_owner(leads: LeadQuerySet) -> list[Lead]:
    """Those somebody follows, each person's together."""
    return list(leads.followed().order_by("owner", "pk").only("pk", "number"))


def _locked(leads: LeadQuerySet, some: list[Lead]) -> list[Lead]:
    """Of some leads those it is still true of, locked in order; what another transaction is just writing waits for the next
    run."""
    rows = leads.followed().filter(pk__in=[lead.pk for lead in some]).select_related("owner__unit")
    return list(rows.select_for_update(of=("self",), skip_locked=True).order_by("pk"))


def _write(leads: list, *fields: Any) -> None:
    for lead in leads:
        lead.updated_at = timezone.now()
    Lead.objects.bulk_update(leads, [*fields, "updated_at"])
