"""Complaints registered at once, and classified by those who may (CMP-01, CMP-02, CMP-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.complaint.escalation import MANAGERS, first_above
from customers.complaint.models import Complaint
from customers.complaint.permissions import can_edit_complaint, can_register_complaint, can_set_severity
from customers.complaint_clock.deadline import deadline_of, half_time_of, sla_state
from salesmgmt.core import audit
from salesmgmt.core.calendar import SHANGHAI
from salesmgmt.core.domain.notices import notify, notify_roles
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.routing import route
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import open_task
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from customers.customer.models import Customer
    from salesmgmt.core.models import Task, User

# A technical limit, no business rule: what lies further back is a slip of the keyboard.
OLDEST_YEAR = 2000

HANDLE = "complaint-handle"  # the to-do of the rep in charge


@transaction.atomic
def register_complaint(
    user: User,
    customer: Customer,
    content: str,
    received_at: dt.datetime,
    channel: str,
    contact_name: Any,
    contact_phone: str,
    **more: Any,
) -> Complaint:
    """Write a complaint down with content, time and contact; its clock starts with the receipt (CMP-01, CMP-02).

    ``more``: product_category, product_code, product_name, order_number, severity. The deadline follows from where
    the customer is today and never moves again. The rep in charge gets a to-do, quality may classify it.
    """
    require(can_register_complaint(user, customer), _("You may not register complaints of this customer."))
    refuse_incomplete(content, received_at, contact_name, contact_phone)
    severity = more.pop("severity", "") or Complaint.Severity.GENERAL
    limits = policy()
    deadline = deadline_of(
        received_at, customer.location_type, limits.complaint_hours_local, limits.complaint_hours_remote
    )
    complaint = Complaint(
        number=next_number(Complaint.KIND),
        created_by=user,
        customer=customer,
        rep=customer.owner,
        content=content.strip(),
        received_at=received_at,
        channel=channel or Complaint.Channel.OTHER,
        contact_name=contact_name.strip(),
        contact_phone=contact_phone.strip(),
        deadline_at=deadline,
        half_time_at=half_time_of(received_at, deadline, limits.complaint_escalation_percent),
        sla_state=sla_state(deadline, None, timezone.now()),
        location_type=customer.location_type,
        **more,
    )
    complaint.save()
    audit.record(complaint, user, gettext_noop("Complaint received"), to_status=complaint.status)
    move(complaint, Complaint.Status.REGISTERED, user, action=gettext_noop("Registered"))
    route(complaint, role=Role.QA)  # so that quality can classify it (CMP-06)
    if severity != Complaint.Severity.GENERAL:
        set_severity(complaint.pk, user, severity)
        complaint.refresh_from_db(fields=["severity", "severity_set_by"])
    _tell(complaint, user)
    return complaint


def refuse_incomplete(content: str, received_at: dt.datetime, contact_name: str, contact_phone: str) -> None:
    """BusinessError without content, time or contact, and for a time still to come (CMP-01)."""
    if not (content or "").strip():
        raise BusinessError(_("Write down what the customer complains about."))
    if received_at is None:
        raise BusinessError(_("Say when the complaint was received."))
    if received_at > timezone.now():
        raise BusinessError(_("A complaint cannot have been received in the future."))
    if received_at.year < OLDEST_YEAR:
        raise BusinessError(_("Check the time of receipt: it lies too far back."))
    if not (contact_name or "").strip() or not (contact_phone or "").strip():
        raise BusinessError(_("Give the contact and how to reach him."))


def _tell(complaint: Complaint, user: User) -> None:
    owner = complaint.customer.owner
    deadline = complaint.deadline_at.astimezone(SHANGHAI)

    def subject() -> str:
        return _("Complaint of %(customer)s, to be handled by %(deadline)s") % {
            "customer": complaint.customer.name,
            "deadline": f"{deadline:%m-%d %H:%M}",
        }

    address = complaint.get_absolute_url()
    open_handling_task(complaint, subject, complaint.content, owner != user)
    if owner is None:  # nobody is responsible: the head of sales must know
        notify_roles([Role.DIR], subject, url=address, body=complaint.content, key=f"complaint-{complaint.pk}")
    notify_roles(
        [Role.QA],
        lambda: _("New complaint to classify: %(complaint)s") % {"complaint": complaint.title},
        url=address,
        body=complaint.content,
        key=f"complaint-classify-{complaint.pk}",
    )


def open_handling_task(complaint: Complaint, subject: Any, body: str, tell: bool) -> Task:
    """The to-do of the rep in charge; it closes when the complaint is handled."""
    due_on = complaint.deadline_at.astimezone(SHANGHAI).date()
    return open_task(HANDLE, complaint, complaint.customer.owner, subject, due_on=due_on, body=body, tell=tell)


@transaction.atomic
def update_complaint(pk: int, user: User, **fields: Any) -> Complaint:
    """Correct what was written down. Customer and time of receipt stay: the clock hangs on them (CMP-02)."""
    complaint = lock(Complaint, pk, "customer__owner")
    require(can_edit_complaint(user, complaint))
    refuse_incomplete(
        fields.get("content", complaint.content),
        complaint.received_at,
        fields.get("contact_name", complaint.contact_name),
        fields.get("contact_phone", complaint.contact_phone),
    )
    return change(complaint, user, gettext_noop("Edited"), **fields)


@transaction.atomic
def set_severity(pk: int, user: User, severity: str, comment: str = "") -> Complaint:
    """general or serious, by quality or the sales manager; logged, and told to those it concerns (CMP-06).

    The deduction reads the severity of the moment, so a change of it changes the points (CMP-07).
    """
    complaint = lock(Complaint, pk, "customer__owner__superior")
    require(can_set_severity(user, complaint), _("Only quality or the sales manager sets the severity."))
    if complaint.status == Complaint.Status.CLOSED:
        raise BusinessError(_("A closed complaint is not classified again."))
    if severity not in Complaint.Severity.values:
        raise BusinessError(_("Choose a severity."))
    if severity == complaint.severity and complaint.severity_set_by_id:
        return complaint
    changed = severity != complaint.severity
    change(complaint, user, gettext_noop("Severity set"), comment=comment, severity=severity, severity_set_by=user)
    if changed:
        _tell_severity(complaint, user, comment)
    return complaint


def _tell_severity(complaint: Complaint, user: User, comment: str) -> None:
    """The alert on a change of severity: the rep, his superior, the manager, and whom it was escalated to (CMP-06)."""
    owner = complaint.customer.owner
    people = [owner, owner.superior if owner else None, first_above(owner, MANAGERS), complaint.escalated_to]
    notify(
        [person for person in people if person != user],
        lambda: (
            _("%(complaint)s is now a “%(severity)s”")
            % {"complaint": complaint.title, "severity": complaint.get_severity_display()}
        ),
        url=complaint.get_absolute_url(),
        body=comment or complaint.content,
    )
