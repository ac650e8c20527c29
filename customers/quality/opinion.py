"""Quality opinions: recorded, forwarded to a department, answered, closed (SVC-08, 004 §7.5)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.quality.models import QualityOpinion
from customers.quality.permissions import (
    can_answer_opinion,
    can_close_opinion,
    can_edit_opinion,
    can_forward_opinion,
    can_record_voice,
)
from customers.quality.states import ImprovementActionStatus
from salesmgmt.core import audit
from salesmgmt.core.calendar import END_OF_DAY, at, today
from salesmgmt.core.domain.notices import notify, notify_department, settle_notices
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from customers.complaint_cause.models import ComplaintCause
    from customers.customer.models import Customer
    from salesmgmt.core.models import User


def answer_due(day: dt.date, days: int) -> dt.date:
    """When a department must have answered what it got on that day; pure (SVC-08)."""
    return day + dt.timedelta(days=days)


@transaction.atomic
def record_opinion(user: User, customer: Customer, **fields: Any) -> QualityOpinion:
    """Write down what a customer said of quality, on the day it was heard or later."""
    require(can_record_voice(user, customer))
    if fields.get("heard_on") and fields["heard_on"] > today():
        raise BusinessError(_("An opinion was heard in the past or today."))
    opinion = QualityOpinion.objects.create(
        number=next_number(QualityOpinion.KIND), created_by=user, customer=customer, **fields
    )
    audit.record(opinion, user, gettext_noop("Created"), to_status=opinion.status)
    return opinion


@transaction.atomic
def update_opinion(pk: int, user: User, **fields: Any) -> QualityOpinion:
    opinion = lock(QualityOpinion, pk, "customer__owner")
    require(can_edit_opinion(user, opinion))
    if fields.get("customer", opinion.customer) != opinion.customer:
        require(can_record_voice(user, fields["customer"]))
    return change(opinion, user, gettext_noop("Edited"), **fields)


@transaction.atomic
def forward_opinion(
    pk: int, user: User, department: str, due_on: dt.date | None = None, comment: str = ""
) -> QualityOpinion:
    """Pass it on to a department, which sees this opinion and is asked to answer by a day: SET-54 where none is
    named. Unanswered then, it is overdue on the rep's list and on the department's (SVC-08)."""
    opinion = lock(QualityOpinion, pk, "customer__owner")
    guard(opinion, QualityOpinion.Status.FORWARDED)
    require(can_forward_opinion(user, opinion))
    due_on = due_on or answer_due(today(), policy().quality_opinion_days)
    if due_on < today():
        raise BusinessError(_("The day by which an answer is due lies in the past."))
    return pass_on(opinion, user, department, due_on, comment)


def pass_on(opinion: QualityOpinion, user: User, department: str, due_on: dt.date, comment: str = "") -> QualityOpinion:
    """The writing part, for a locked opinion; also used when the weekly form goes to the departments."""
    move(
        opinion,
        QualityOpinion.Status.FORWARDED,
        user,
        comment=comment,
        department=department,
        due_on=due_on,
        forwarded_at=timezone.now(),
        forwarded_by=user,
        answer="",
        answered_at=None,
        answered_by=None,
    )
    body = "\n".join(filter(None, [opinion.product_label, opinion.content, comment]))
    notify_department(
        opinion,
        department,
        lambda: _("Quality opinion of %(customer)s: please answer") % {"customer": opinion.customer},
        sent_by=user,
        body=body,
        due_at=at(due_on, END_OF_DAY),
    )
    return opinion


@transaction.atomic
def answer_opinion(pk: int, user: User, answer: str, cause: ComplaintCause | None = None) -> QualityOpinion:
    """The department says what it found and, where it knows, the cause (SVC-08, SVC-11)."""
    opinion = lock(QualityOpinion, pk, "customer__owner", "forwarded_by")
    guard(opinion, QualityOpinion.Status.ANSWERED)
    require(can_answer_opinion(user, opinion))
    if not answer.strip():
        raise BusinessError(_("Give an answer."))
    move(
        opinion,
        QualityOpinion.Status.ANSWERED,
        user,
        comment=answer,
        answer=answer.strip(),
        cause=cause,
        answered_at=timezone.now(),
        answered_by=user,
    )
    settle_notices(opinion, user)
    notify(
        [opinion.customer.owner, opinion.forwarded_by],
        lambda: _("Answered: %(opinion)s") % {"opinion": opinion},
        url=opinion.get_absolute_url(),
        body=answer,
    )
    return opinion


@transaction.atomic
def close_opinion(pk: int, user: User, comment: str = "") -> QualityOpinion:
    """The customer was told; nothing remains to be done by a department."""
    opinion = lock(QualityOpinion, pk, "customer__owner")
    guard(opinion, QualityOpinion.Status.CLOSED)
    require(can_close_opinion(user, opinion))
    left = opinion.actions.filter(status=ImprovementActionStatus.OPEN).count()
    if left:
        raise BusinessError(_("Improvement actions are still open: %(n)d.") % {"n": left})
    return move(opinion, QualityOpinion.Status.CLOSED, user, comment=comment)
