"""The customer's acceptance of delivered goods: objected to, settled, accepted (DLV-08, 001 三(四)4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.acceptance.models import Acceptance
from orders.acceptance.permissions import can_record_acceptance, can_record_objection, can_settle_objection
from orders.acceptance.rules import acceptance_problem
from orders.delivery.dispatch import locked_note
from orders.order.progress import refresh_order
from salesmgmt.core import audit
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from orders.delivery.models import DeliveryNote


def open_acceptances(note: DeliveryNote, *, user: User, at_once: bool) -> None:
    """An acceptance for every line the customer signed for; ``at_once`` he accepted all of them with his signature."""
    lines = [line for line in note.lines.all() if line.accepted_quantity]
    rows = Acceptance.objects.bulk_create([Acceptance(line=line, recorded_by=user) for line in lines])
    for row in rows if at_once else ():
        move(row, Acceptance.Status.ACCEPTED, user, accepted_at=note.signed_at, accepted_for=note.receiver)


def acceptances_of(note: DeliveryNote) -> list[Acceptance]:
    rows = Acceptance.objects.filter(line__note=note).select_related("line__product", "line__order_line", "recorded_by")
    return list(rows.order_by("line"))


def _chosen(note: DeliveryNote, pks: Iterable) -> list[Acceptance]:
    """The chosen lines, locked; BusinessError where none is named."""
    rows = Acceptance.objects.filter(line__note=note, pk__in=[int(pk) for pk in pks]).order_by("pk")
    found = [lock(Acceptance, pk, "line__product") for pk in rows.values_list("pk", flat=True)]
    if not found:
        raise BusinessError(_("Choose at least one line."))
    return found


def _said(rows: list[Acceptance], *words: str) -> str:
    return "：".join(["、".join(str(row.line.product) for row in rows), *(word for word in words if word)])


@transaction.atomic
def record_objection(pk: int, user: User, *, lines: Iterable, subject: str, objection: str) -> DeliveryNote:
    """The customer objects to quantity, specification or quality of some lines (DLV-08); production's side is told."""
    note = locked_note(pk)
    require(can_record_objection(user, note))
    if not objection.strip():
        raise BusinessError(_("Write down what the customer objects to."))
    rows = _chosen(note, lines)
    for row in rows:
        move(
            row,
            Acceptance.Status.OBJECTED,
            user,
            comment=objection,
            subject=subject,
            objection=objection.strip(),
            objected_at=timezone.now(),
            resolution="",
            resolved_at=None,
            recorded_by=user,
        )
    audit.record(note, user, gettext_noop("Objection of the customer"), comment=_said(rows, objection.strip()))
    owner = note.customer.owner
    notify(
        [owner.superior if owner else None, *User.objects.with_role(Role.QA)],
        lambda: _("The customer objects: %(note)s, %(customer)s") % {"note": note, "customer": note.customer},
        url=note.get_absolute_url(),
        body=objection,
    )
    return note


@transaction.atomic
def settle_objection(pk: int, user: User, *, lines: Iterable, resolution: str) -> DeliveryNote:
    """What was done about an objection, in words (DLV-08); the customer still has to accept."""
    note = locked_note(pk)
    require(can_settle_objection(user, note))
    if not resolution.strip():
        raise BusinessError(_("Write down how the objection was settled."))
    rows = _chosen(note, lines)
    _settle(rows, user, resolution)
    audit.record(note, user, gettext_noop("Objection settled"), comment=_said(rows, resolution.strip()))
    return note


def _settle(rows: list[Acceptance], user: User, resolution: str) -> None:
    for row in rows:
        move(
            row,
            Acceptance.Status.RESOLVED,
            user,
            comment=resolution,
            resolution=resolution.strip(),
            resolved_at=timezone.now(),
            recorded_by=user,
        )


@transaction.atomic
def record_acceptance(
    pk: int,
    user: User,
    *,
    lines: Iterable,
    accepted_for: str,
    accepted_at: dt.datetime | None = None,
    resolution: str = "",
) -> DeliveryNote:
    """The customer accepts the chosen lines; after an objection only with what was agreed about it (DLV-08).

    The order is accepted with the last of its lines, and closes no sooner.
    """
    note = locked_note(pk)
    require(can_record_acceptance(user, note))
    accepted_at = accepted_at or timezone.now()
    if not accepted_for.strip():
        raise BusinessError(_("Enter who accepted the goods for the customer."))
    if not note.signed_at.replace(second=0, microsecond=0) <= accepted_at <= timezone.now():
        raise BusinessError(_("The acceptance lies between the signature and now."))
    rows = _chosen(note, lines)
    for row in rows:
        problem = acceptance_problem(row.status, str(row.line.product), resolution)
        if problem:
            raise BusinessError(problem)
    _settle([row for row in rows if row.status == Acceptance.Status.OBJECTED], user, resolution)
    for row in rows:
        move(
            row,
            Acceptance.Status.ACCEPTED,
            user,
            accepted_at=accepted_at,
            accepted_for=accepted_for.strip(),
            recorded_by=user,
        )
    audit.record(note, user, gettext_noop("Acceptance recorded"), comment=_said(rows, accepted_for.strip()))
    refresh_order(note.order, user)
    return note
