"""Involving other people: transfer, add a signer, remind, copy, comment."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from salesmgmt.core import audit, words
from salesmgmt.core.domain.approvals.address import lock_step, require_pending
from salesmgmt.core.domain.approvals.advance import announce, open_next_steps
from salesmgmt.core.domain.approvals.authors import authors_of
from salesmgmt.core.domain.approvals.read import can_decide, can_show
from salesmgmt.core.domain.approvals.submit import company_words
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.readers import readers_of
from salesmgmt.core.domain.routing import route
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ApprovalComment, ApprovalCopy, ApprovalRound, ApprovalStep, User
from salesmgmt.core.permissions import Role, has_standing
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from salesmgmt.core.models import Document

# How often one applicant may remind the same step.
REMIND_AGAIN_AFTER = timedelta(hours=1)


@transaction.atomic
def transfer(step_pk: int, user: User, to_user: User, comment: str = "") -> ApprovalStep:
    """转交: another person decides instead. He must hold the role asked, or stand above it; never the author (SEC-04)."""
    document, round_, step = lock_step(step_pk)
    require_pending(round_, step)
    require(can_decide(user, step, document))
    refuse_asked(to_user, document, round_, step.role, user)
    return ask_instead(document, round_, step, user, to_user, comment)


def ask_instead(
    document: Any, round_: ApprovalRound, step: ApprovalStep, user: User, to_user: User, comment: str
) -> ApprovalStep:
    """The locked pending step becomes history, and ``to_user`` is asked the same. Returns the new step."""
    step.status, step.is_live = ApprovalStep.Status.TRANSFERRED, False
    step.comment = comment
    step.save(update_fields=["status", "is_live", "comment"])
    new = ApprovalStep.objects.create(
        round=round_,
        order=step.order,
        role=step.role,
        assignee=to_user,
        label=step.label,
        stage=step.stage,
        key=step.key,
        opinion=step.opinion,
        added_by=user,
        status=ApprovalStep.Status.PENDING,
        opened_at=timezone.now(),
    )
    announce(document, round_, new)
    audit.record(document, user, gettext_noop("Transferred"), comment=f"{step.label} → {to_user}. {comment}".strip())
    return new


def why_not_asked(person: User, authors: set[int], role: str = "", user: User | None = None) -> str:
    """Why this person may not be asked to decide, in words; "" where he may: active, no author (SEC-04), of the standing
    of ``role``, without one of any role that decides, and somebody else than ``user``, who asks.

    The acts refuse by it, and the look-ups offer those whom it lets pass.
    """
    if person == user:
        return _("You are asked yourself already. Choose somebody else.")
    if not person.is_active:
        return _("%(person)s is not active.") % {"person": person}
    if person.pk in authors:
        return _("The author of a document cannot decide on it.")
    if role and not has_standing(person, role):
        return _("%(person)s does not hold the role “%(role)s”.") % {"person": person, "role": Role(role).label}
    if not set(person.roles) - {Role.ADM}:
        return _("%(person)s holds no role that decides on documents.") % {"person": person}
    return ""


def refuse_asked(person: User, document: Any, round_: ApprovalRound, role: str = "", user: User | None = None) -> None:
    """BusinessError where this person may not be asked (``why_not_asked``)."""
    why = why_not_asked(person, authors_of(document, round_), role, user)
    if why:
        raise BusinessError(why)


def may_be_asked(step: ApprovalStep, role: str = "", user: User | None = None) -> QuerySet[User]:
    """Those who may be asked beside or instead of who decides this step: what its look-ups offer."""
    authors = authors_of(step.round.document, step.round)
    people = User.objects.active()
    asked = [person.pk for person in people if not why_not_asked(person, authors, role, user)]
    return people.filter(pk__in=asked).order_by("name")


@transaction.atomic
def add_signer(
    step_pk: int,
    user: User,
    signer: User | None = None,
    *,
    role: str = "",
    position: str = "beside",
    opinion: bool = True,
    comment: str = "",
    label: str = "",
    key: str = "",
) -> ApprovalStep:
    """加签: ask one more person (``signer``) or a department (``role``) before, beside or after the own step.

    Asked before, the own step waits until the others have answered. An added signer gives an opinion unless
    ``opinion`` is False. Returns the new step.
    """
    if position not in ("before", "beside", "after"):
        raise ValueError(position)
    document, round_, step = lock_step(step_pk)
    require_pending(round_, step)
    require(can_decide(user, step, document))
    if signer is not None:
        refuse_asked(signer, document, round_, user=user)
        role = role or (signer.roles[0] if signer.roles else step.role)
    order = _make_room(round_, step, position)
    new = ApprovalStep.objects.create(
        round=round_,
        order=order,
        role=str(role),
        assignee=signer,
        label=company_words(label or gettext_lazy("Added signer")),
        stage=step.stage,
        key=key,
        opinion=opinion,
        added_by=user,
    )
    audit.record(document, user, gettext_noop("Signer added"), comment=f"{new.asked}. {comment}".strip())
    if position == "beside":
        new.status, new.opened_at = ApprovalStep.Status.PENDING, timezone.now()
        new.save(update_fields=["status", "opened_at"])
        announce(document, round_, new)
    else:
        open_next_steps(document, round_, user)
    return new


def _make_room(round_: ApprovalRound, step: ApprovalStep, position: str) -> int:
    """The order of the added step; later steps move back by one where it needs a place of its own."""
    live = ApprovalStep.objects.filter(round=round_, is_live=True)
    if position == "beside":
        return step.order
    if position == "after":
        live.filter(order__gt=step.order).update(order=F("order") + 1)
        return step.order + 1
    waiting_before = live.filter(order=step.order, status=ApprovalStep.Status.PENDING).exclude(pk=step.pk)
    order = step.order
    live.filter(order__gt=order).update(order=F("order") + 1)
    step.order, step.status, step.opened_at = order + 1, ApprovalStep.Status.WAITING, None
    step.save(update_fields=["order", "status", "opened_at"])
    # Colleagues of the same order keep their turn beside the added one.
    waiting_before.update(order=order)
    return order


@transaction.atomic
def ask_first(
    step_pk: int, user: User, asked: list, *, stage: Any, key: str = "", comment: str = ""
) -> list[ApprovalStep]:
    """Ask several departments side by side for their opinion before the own step: ``asked`` is ``[(role, label)]``.

    The own step waits until all of them have answered; meanwhile the document is in ``stage`` (CHG-03). Returns the
    new steps.
    """
    document, round_, step = lock_step(step_pk)
    require_pending(round_, step)
    require(can_decide(user, step, document))
    order = _make_room(round_, step, "before")
    new = ApprovalStep.objects.bulk_create(
        [
            ApprovalStep(
                round=round_,
                order=order,
                role=str(role),
                label=str(label),
                stage=stage,
                key=key,
                opinion=True,
                added_by=user,
            )
            for role, label in asked
        ]
    )
    names = "、".join(each.asked for each in new)
    audit.record(document, user, gettext_noop("Signer added"), comment=f"{names}. {comment}".strip())
    open_next_steps(document, round_, user, comment=comment)
    return new


@transaction.atomic
def remind(step_pk: int, user: User) -> ApprovalStep:
    """催办: the applicant, or who is responsible for the document, reminds those who are asked; once an hour."""
    document, round_, step = lock_step(step_pk)
    require_pending(round_, step)
    require(
        user.pk in authors_of(document, round_) or document.responsible == user,
        _("Approvers are reminded by those who wrote the document or are in charge of it."),
    )
    if step.reminded_at and timezone.now() - step.reminded_at < REMIND_AGAIN_AFTER:
        raise BusinessError(_("You have reminded less than an hour ago."))
    step.reminded_at = timezone.now()
    step.save(update_fields=["reminded_at"])
    people = (
        [step.assignee]
        if step.assignee_id
        else User.objects.with_role(step.role).exclude(pk__in=authors_of(document, round_))
    )
    notify(
        people,
        lambda: _("Reminder from %(person)s: please decide on %(document)s") % {"person": user, "document": document},
        url=document.get_absolute_url(),
        sent_by=user,
    )
    audit.record(document, user, gettext_noop("Reminded"), comment=words.beside(step.label, step.asked))
    return step


@transaction.atomic
def copy_to(round_pk: int, user: User, people: Iterable) -> ApprovalRound:
    """抄送: show the round and its document to others for information.

    The applicant and the approvers show it to whom they choose. Whoever else reads it, by a copy for instance, sends it
    only to people who may see the document anyway: nobody hands it on further (SEC-01, SEC-02).
    """
    round_ = lock(ApprovalRound, round_pk)
    if not can_show(user, round_):
        _require_sight(round_.document, people)
    for person in people:
        _copy, made = ApprovalCopy.objects.get_or_create(round=round_, user=person, defaults={"sent_by": user})
        if made:
            route(round_.document, user=person)
            notify(
                [person],
                lambda: (
                    _("%(person)s sends you a copy of %(document)s")
                    % {"person": user, "document": round_.document_number}
                ),
                url=round_.document.get_absolute_url(),
                sent_by=user,
            )
    audit.record(round_.document, user, gettext_noop("Copied to"), comment="、".join(str(person) for person in people))
    return round_


def may_be_shown(user: User, round_: ApprovalRound) -> list[User]:
    """To whom this person may send a copy: whoever gives sight of it chooses among all, others among its readers."""
    everybody = User.objects.active().exclude(pk=user.pk).order_by("name")
    return list(everybody) if can_show(user, round_) else readers_of(round_.document, everybody)


def _require_sight(document: Document, people: Any) -> None:
    """BusinessError that names those who may not see the document."""
    seeing = readers_of(document, people)
    blind = [person for person in people if person not in seeing]
    if blind:
        raise BusinessError(
            _("%(people)s may not see %(document)s. Only the applicant and the approvers can send them a copy.")
            % {"people": "、".join(map(str, blind)), "document": document}
        )


def mark_copy_read(round_: ApprovalRound, user: User) -> Any:
    return ApprovalCopy.objects.filter(round=round_, user=user, read_at__isnull=True).update(read_at=timezone.now())


@transaction.atomic
def comment(round_pk: int, user: User, text: str) -> ApprovalComment:
    """A remark in the round, told to the applicant and to those who are asked now."""
    if not text.strip():
        raise BusinessError(_("The comment is empty."))
    round_ = lock(ApprovalRound, round_pk, "applicant")
    row = ApprovalComment.objects.create(round=round_, author=user, text=text.strip())
    asked = [
        step.assignee for step in round_.steps.filter(status=ApprovalStep.Status.PENDING).select_related("assignee")
    ]
    people = [person for person in {round_.applicant, *asked} if person is not None and person != user]
    notify(
        people,
        lambda: _("%(person)s has commented on %(document)s") % {"person": user, "document": round_.document_number},
        url=round_.document.get_absolute_url(),
        body=text,
        sent_by=user,
    )
    return row
