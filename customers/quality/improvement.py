"""Improvement actions of departments (SVC-04, SVC-08) and improvement suggestions of customers (SVC-09)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.quality.models import ImprovementAction, ImprovementSuggestion, QualityOpinion
from customers.quality.permissions import (
    can_add_action,
    can_cancel_action,
    can_decide_suggestion,
    can_edit_action,
    can_edit_suggestion,
    can_finish_action,
    can_record_voice,
    can_reopen_action,
)
from salesmgmt.core import audit
from salesmgmt.core.calendar import END_OF_DAY, at, today
from salesmgmt.core.domain.notices import notify, notify_department, settle_notices
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from customers.customer.models import Customer
    from customers.quality.states import ImprovementSuggestionStatus
    from salesmgmt.core.models import User


def add_opinion_action(pk: int, user: User, **fields: Any) -> ImprovementAction:
    return add_action(QualityOpinion, "opinion", pk, user, **fields)


@transaction.atomic
def add_action(
    model: type[Any], name: str, pk: int, user: User, department: str, measure: str, due_on: dt.date
) -> ImprovementAction:
    """A measure with its department and its day; the department is told and sees it (SVC-08).

    ``model`` is what the customer said, ``name`` the field of the action that points to it.
    """
    source = lock(model, pk, "customer__owner")
    require(can_add_action(user, source))
    _check_due(due_on)
    action = ImprovementAction.objects.create(
        number=next_number(ImprovementAction.KIND),
        created_by=user,
        customer=source.customer,
        department=department,
        measure=measure,
        due_on=due_on,
        **{name: source},
    )
    audit.record(action, user, gettext_noop("Created"), to_status=action.status, comment=str(source))
    _hand_over(action, user)
    return action


def _check_due(due_on: dt.date) -> None:
    if due_on < today():
        raise BusinessError(_("The day by which it must be done lies in the past."))


def _hand_over(action: ImprovementAction, user: User) -> None:
    notify_department(
        action,
        action.department,
        lambda: _("Improvement action: %(measure)s") % {"measure": action.measure},
        sent_by=user,
        due_at=at(action.due_on, END_OF_DAY),
    )


@transaction.atomic
def update_action(pk: int, user: User, department: str, measure: Any, due_on: Any) -> ImprovementAction:
    action = lock(ImprovementAction, pk, "customer__owner")
    require(can_edit_action(user, action))
    if due_on != action.due_on:
        _check_due(due_on)
    moved = department != action.department
    change(action, user, gettext_noop("Edited"), department=department, measure=measure, due_on=due_on)
    if moved:
        _hand_over(action, user)
    return action


@transaction.atomic
def finish_action(pk: int, user: User, result: str) -> ImprovementAction:
    """The department did it: what and when (SVC-08)."""
    action = lock(ImprovementAction, pk, "customer__owner", "created_by")
    guard(action, ImprovementAction.Status.DONE)
    require(can_finish_action(user, action))
    if not result.strip():
        raise BusinessError(_("Say what was done."))
    move(
        action,
        ImprovementAction.Status.DONE,
        user,
        comment=result,
        result=result.strip(),
        done_on=today(),
        done_by=user,
    )
    settle_notices(action, user)
    notify(
        [action.customer.owner, action.created_by],
        lambda: _("Done: %(subject)s") % {"subject": action.measure},
        url=action.get_absolute_url(),
        body=result,
    )
    return action


@transaction.atomic
def reopen_action(pk: int, user: User, comment: str) -> ImprovementAction:
    """It did not help: back to the department, with what was tried in the timeline."""
    action = lock(ImprovementAction, pk, "customer__owner")
    guard(action, ImprovementAction.Status.OPEN)
    require(can_reopen_action(user, action))
    move(action, ImprovementAction.Status.OPEN, user, comment=comment, result="", done_on=None, done_by=None)
    _hand_over(action, user)
    return action


@transaction.atomic
def cancel_action(pk: int, user: User, comment: str) -> ImprovementAction:
    action = lock(ImprovementAction, pk, "customer__owner")
    guard(action, ImprovementAction.Status.CANCELLED)
    require(can_cancel_action(user, action))
    return move(action, ImprovementAction.Status.CANCELLED, user, comment=comment)


@transaction.atomic
def record_suggestion(user: User, customer: Customer, **fields: Any) -> ImprovementSuggestion:
    """Keep what a customer wishes and hand it to the technical department at once: one open item there (SVC-09)."""
    require(can_record_voice(user, customer))
    suggestion = ImprovementSuggestion.objects.create(
        number=next_number(ImprovementSuggestion.KIND), created_by=user, customer=customer, **fields
    )
    audit.record(suggestion, user, gettext_noop("Created"), to_status=suggestion.status)
    body = "\n".join(filter(None, [suggestion.product_label, suggestion.content]))
    notify_department(
        suggestion,
        Role.TEC,
        lambda: _("%(kind)s wished by %(customer)s") % {"kind": suggestion.get_kind_display(), "customer": customer},
        sent_by=user,
        body=body,
    )
    return suggestion


@transaction.atomic
def update_suggestion(pk: int, user: User, **fields: Any) -> ImprovementSuggestion:
    suggestion = lock(ImprovementSuggestion, pk, "customer__owner")
    require(can_edit_suggestion(user, suggestion))
    if fields.get("customer", suggestion.customer) != suggestion.customer:
        require(can_record_voice(user, fields["customer"]))
    return change(suggestion, user, gettext_noop("Edited"), **fields)


def accept_suggestion(pk: int, user: User, reply: str) -> ImprovementSuggestion:
    return _decide(pk, user, ImprovementSuggestion.Status.ACCEPTED, reply)


def decline_suggestion(pk: int, user: User, reply: str) -> ImprovementSuggestion:
    return _decide(pk, user, ImprovementSuggestion.Status.DECLINED, reply)


def implement_suggestion(pk: int, user: User, reply: str) -> ImprovementSuggestion:
    return _decide(pk, user, ImprovementSuggestion.Status.IMPLEMENTED, reply)


@transaction.atomic
def _decide(pk: int, user: User, status: ImprovementSuggestionStatus, reply: str) -> ImprovementSuggestion:
    """The technical department's word on a suggestion, which closes its open item (SVC-09)."""
    suggestion = lock(ImprovementSuggestion, pk, "customer__owner", "created_by")
    guard(suggestion, status)
    require(can_decide_suggestion(user, suggestion))
    if not reply.strip():
        raise BusinessError(_("Give an answer."))
    move(suggestion, status, user, comment=reply, reply=reply.strip(), replied_by=user, replied_at=timezone.now())
    settle_notices(suggestion, user)
    words = {"suggestion": suggestion, "status": suggestion.get_status_display()}
    notify(
        [suggestion.customer.owner, suggestion.created_by],
        lambda: _("%(suggestion)s: %(status)s") % words,
        url=suggestion.get_absolute_url(),
        body=reply,
    )
    return suggestion
