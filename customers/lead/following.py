"""Leads: entered, assigned, followed up, assessed (LEAD-01 to LEAD-05). The clock's part is in clock.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.identity.lookup import customers_called
from customers.lead.models import Lead, LeadActivity, LeadAssessment, LeadAssignment
from customers.lead.permissions import (
    can_assign_lead,
    can_create_lead,
    can_disqualify_lead,
    can_edit_lead,
    can_follow_lead,
    can_reopen_lead,
)
from salesmgmt.core import audit, words
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.lock_order import heir_of
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role, may_at_all, scopes
from salesmgmt.core.state import change, guard, lock, move, require
from salesmgmt.core.words import label_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from customers.customer.models import Customer


# To-dos of the clock, closed by the act they ask for.
FIRST_CONTACT_TASK, IDLE_TASK = "lead_first_contact", "lead_idle"
# What the clock had noted and a new activity or assignment takes back (LEAD-03, LEAD-04).
AWAKE = {"idle_since": None, "recycle_on": None}
FRESH: dict[str, Any] = {**AWAKE, "first_contact_overdue": False, "pool_since": None}


@transaction.atomic
def create_lead(user: User, tell: bool = True, **fields: Any) -> Lead:
    """Enter a lead in state new, by whoever heard of it; a source is needed (LEAD-01, 000 三(一)1).

    Who assigns it is told at once; by a setting (SET-30) a rep's own lead is his without waiting. An inquiry of an
    existing customer is his rep's, whoever enters it (SVC-06). ``tell=False`` is for many leads at a time, of which
    nobody wants a notice each.
    """
    require(can_create_lead(user))
    if not fields.get("source"):
        raise BusinessError(_("Say where the lead comes from."))
    known = fields.pop("known_customer", None) or customer_of_that_name(fields["company"])
    known = heir_of(known) if known else None  # of a file that is being merged, the one that is kept
    in_charge = known.owner if known else None
    owner = in_charge or (user if user.has_role(Role.REP, Role.SUP) else None)
    region = fields.pop("region", None) or (owner.scope_unit("g") if owner else getattr(known, "region", None))
    if owner is None and region is None:
        raise BusinessError(_("Say which region is to follow it up."))
    lead = Lead(number=next_number("lead"), created_by=user, owner=owner, region=region, known_customer=known, **fields)
    lead.save()
    audit.record(lead, user, gettext_noop("Created"), to_status=lead.status)
    if in_charge:
        _at_once(lead, user, gettext_noop("Inquiry of an existing customer"))
    elif policy().own_lead_at_once and user.has_role(Role.REP):
        _at_once(lead, user, gettext_noop("Kept by who entered it"))
    if tell:
        told = [in_charge] if in_charge else assigners_of(lead)
        others = [person for person in told if person != user]
        notify(others, _news(lead, user), url=lead.get_absolute_url(), body=lead.need)
    return lead


def customer_of_that_name(company: str) -> Customer | None:
    """The one customer who has a file under exactly this name, or None (SVC-06, CUS-13)."""
    found = customers_called([company])[company]
    return found[0] if len(found) == 1 else None


def _at_once(lead: Lead, user: User, action: str) -> None:
    """new → assigned, without waiting for a supervisor: his rep's to contact from now on (SET-30, SVC-06)."""
    move(lead, Lead.Status.ASSIGNED, user, action=action, assigned_at=timezone.now(), **FRESH)
    LeadAssignment.objects.create(lead=lead, to_user=lead.owner, assigned_by=user)


def _news(lead: Lead, user: User) -> Callable:
    if lead.known_customer and lead.owner == lead.known_customer.owner:
        return lambda: _("An inquiry of your customer: %(lead)s") % {"lead": lead}
    if lead.status == Lead.Status.ASSIGNED:
        return lambda: _("%(person)s follows a lead of his own: %(lead)s") % {"person": user, "lead": lead}
    return lambda: _("A lead to assign: %(lead)s") % {"lead": lead}


def assigners_of(lead: Lead) -> list:
    """Who is told of a new lead: the supervisors whom SET-30 names and who may assign it, where there is none the
    managers (LEAD-02)."""
    for role in (Role.SUP, Role.MGR):
        if str(role) in policy().lead_assigners:
            people = [person for person in User.objects.with_role(role) if can_assign_lead(person, lead)]
            if people:
                return people
    return []


@transaction.atomic
def update_lead(pk: int, user: User, **fields: Any) -> Lead:
    lead = lock(Lead, pk, "owner")
    require(can_edit_lead(user, lead))
    return change(lead, user, gettext_noop("Edited"), **fields)


def assigns(user: User) -> bool:
    """can() of buttons and cards: those whom SET-30 names."""
    return user.has_role(*policy().lead_assigners) and may_at_all(user, "lead", "assign")


def assignable_reps(user: User) -> Any:
    """The reps of the assigner's own team or region (LEAD-02)."""
    reach = set().union(*(user.owner_ids(scope) for scope in scopes(user, "lead", "assign") & set("tg")))
    return User.objects.with_role(Role.REP).filter(pk__in=reach)


@transaction.atomic
def assign_lead(pk: int, user: User, owner: User, remark: str = "") -> Lead:
    """Give the lead to a rep of the own team or region, and tell him (LEAD-02, LEAD-04 for the second time)."""
    lead = lock(Lead, pk, "owner", "region")
    guard(lead, Lead.Status.ASSIGNED)
    require(can_assign_lead(user, lead))
    if lead.status == Lead.Status.DISQUALIFIED:
        raise BusinessError(_("This lead was disqualified. The sales manager can reopen it."))
    return _give(lead, user, owner, remark, gettext_noop("Assigned"))


@transaction.atomic
def reopen_lead(pk: int, user: User, owner: User, remark: str = "") -> Lead:
    """disqualified → assigned, by the sales manager."""
    lead = lock(Lead, pk, "owner", "region")
    guard(lead, Lead.Status.ASSIGNED)
    require(can_reopen_lead(user, lead))
    if lead.status != Lead.Status.DISQUALIFIED:
        raise BusinessError(_("Only a disqualified lead is reopened."))
    return _give(lead, user, owner, remark, gettext_noop("Reopened"), disqualified_reason="")


def _give(lead: Lead, user: User, owner: User, remark: str, action: str, **fields: Any) -> Lead:
    if not assignable_reps(user).filter(pk=owner.pk).exists():
        raise BusinessError(_("%(person)s is not a sales representative of your team or region.") % {"person": owner})
    before, moment = lead.owner, timezone.now()
    move(
        lead,
        Lead.Status.ASSIGNED,
        user,
        action=action,
        comment=remark,
        owner=owner,
        assigned_at=moment,
        **{**FRESH, **fields},
    )
    close_tasks(lead, [FIRST_CONTACT_TASK, IDLE_TASK], user, cancelled=True)
    LeadAssignment.objects.create(lead=lead, from_user=before, to_user=owner, assigned_by=user, remark=remark)
    notify([owner], lambda: _("A lead for you: %(lead)s") % {"lead": lead}, url=lead.get_absolute_url(), body=lead.need)
    return lead


@transaction.atomic
def disqualify_lead(pk: int, user: User, comment: str) -> Lead:
    lead = lock(Lead, pk, "owner", "region")
    guard(lead, Lead.Status.DISQUALIFIED)
    require(can_disqualify_lead(user, lead))
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    close_tasks(lead, [FIRST_CONTACT_TASK, IDLE_TASK], user, cancelled=True)
    return move(
        lead, Lead.Status.DISQUALIFIED, user, comment=comment, disqualified_reason=comment.strip()[:200], **FRESH
    )


@transaction.atomic
def log_activity(pk: int, user: User, kind: str, summary: str, at: dt.datetime | None = None) -> Lead:
    """Write a call, message or meeting down; the first contact makes the lead contacted, and whatever the clock had
    noted against it is cleared (LEAD-03, LEAD-04)."""
    lead = lock(Lead, pk, "owner")
    require(can_follow_lead(user, lead))
    if lead.status not in (Lead.Status.ASSIGNED, Lead.Status.CONTACTED, Lead.Status.QUALIFIED):
        raise BusinessError(
            _("Nothing is logged on a lead that is “%(status)s”.") % {"status": lead.get_status_display()}
        )
    moment = at or timezone.now()
    if moment > timezone.now():
        raise BusinessError(_("A contact lies in the past."))
    activity = LeadActivity.objects.create(lead=lead, kind=kind, summary=summary, at=moment, by=user)
    latest = max(moment, lead.last_activity_at or moment)
    close_tasks(lead, IDLE_TASK, user)
    if lead.status == Lead.Status.ASSIGNED and kind != LeadActivity.Kind.NOTE:
        close_tasks(lead, FIRST_CONTACT_TASK, user)
        action = gettext_noop("First contact")
        move(
            lead,
            Lead.Status.CONTACTED,
            user,
            action=action,
            comment=summary,
            first_contact_at=lead.first_contact_at or moment,
            last_activity_at=latest,
            **FRESH,
        )
    else:
        change(
            lead,
            user,
            gettext_noop("Activity"),
            comment=words.headed(activity.get_kind_display, summary),
            last_activity_at=latest,
            **AWAKE,
        )
    return lead


def unrated(assessment: LeadAssessment) -> list:
    """The aspects of the four that have no rating yet; pure (LEAD-05)."""
    return [name for name in LeadAssessment.ASPECTS if not getattr(assessment, name, "")]


@transaction.atomic
def assess_lead(pk: int, user: User, conclusion: str = "", **ratings: Any) -> Lead:
    """Keep what is known of the four aspects; complete from qualification on, before it bit by bit (LEAD-05)."""
    lead = lock(Lead, pk, "owner")
    require(can_follow_lead(user, lead))
    if lead.status not in (Lead.Status.CONTACTED, Lead.Status.QUALIFIED):
        raise BusinessError(_("Only a lead that was contacted is assessed."))
    if lead.status == Lead.Status.QUALIFIED:
        _refuse_unrated([name for name, value in ratings.items() if not value])
    assessment, _made = LeadAssessment.objects.get_or_create(lead=lead)
    before = audit.field_values(assessment)
    for name, value in {**ratings, "conclusion": conclusion}.items():
        setattr(assessment, name, value)
    assessment.save(update_fields=[*ratings, "conclusion"])
    changes = audit.differences(before, audit.field_values(assessment))
    if changes:
        audit.record(lead, user, gettext_noop("Assessed"), changes=changes)
    return lead


@transaction.atomic
def qualify_lead(pk: int, user: User, is_priority: bool = False) -> Lead:
    """contacted → qualified once size, purchasing power, credit and willingness are all rated (LEAD-05, 000 三(一)2)."""
    lead = lock(Lead, pk, "owner")
    guard(lead, Lead.Status.QUALIFIED)
    require(can_follow_lead(user, lead))
    _refuse_unrated(unrated(getattr(lead, "assessment", None)))
    close_tasks(lead, IDLE_TASK, user)
    return move(lead, Lead.Status.QUALIFIED, user, is_priority=is_priority, **AWAKE)


def _refuse_unrated(missing: list) -> None:
    if missing:
        labels = [str(label_of(LeadAssessment, name)) for name in missing]
        raise BusinessError(_("Not yet assessed: %(aspects)s.") % {"aspects": ", ".join(labels)})


@transaction.atomic
def set_priority(pk: int, user: User, is_priority: bool = True) -> Lead:
    """Whether a qualified lead is one to be developed with priority: decided at any time, and taken back (LEAD-05)."""
    lead = lock(Lead, pk, "owner")
    require(can_follow_lead(user, lead))
    if lead.status != Lead.Status.QUALIFIED:
        raise BusinessError(_("Only a qualified lead is a priority target."))
    if lead.is_priority == is_priority:
        raise BusinessError(_("It is so already."))
    action = gettext_noop("Priority target") if is_priority else gettext_noop("No longer a priority target")
    return change(lead, user, action, is_priority=is_priority)


def drop_priority(pk: int, user: User) -> Lead:
    return set_priority(pk, user, is_priority=False)


def can_qualify_lead(user: User, lead: Lead) -> bool:
    return can_follow_lead(user, lead) and not unrated(getattr(lead, "assessment", None))
