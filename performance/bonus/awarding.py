"""Awards: proposed by the superior, decided by the general manager (PAY-08)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.bonus.models import Award
from performance.bonus.permissions import can_decide_award, can_propose_award
from performance.bonus.states import AwardKind, AwardStatus
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.approvals.alone import why_not_alone
from salesmgmt.core.domain.notices import notify, notify_roles
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO, cents
from salesmgmt.core.permissions import Role, may
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    from salesmgmt.core.models import User


@transaction.atomic
def propose_award(user: User, *, person: User, kind: str, reason: str, amount: Decimal | None = None) -> Award:
    """An award for outstanding results, with its reason; an extra reward has an amount (PAY-08)."""
    require(can_propose_award(user))
    require(may(user, "award", "C", owner=person), _("You propose awards for people of your own area only."))
    amount = cents(amount or ZERO)
    if person.pk == user.pk:
        raise BusinessError(_("Nobody proposes an award for himself."))
    if not reason.strip():
        raise BusinessError(_("Give the reason."))
    if (kind == AwardKind.REWARD) != (amount > ZERO):
        raise BusinessError(_("An extra reward has an amount; a promotion or a certificate has none."))
    award = Award.objects.create(
        number=next_number(Award.KIND), created_by=user, person=person, kind=kind, reason=reason, amount=amount
    )
    audit.record(award, user, gettext_noop("Award proposed"), to_status=award.status)
    notify_roles(
        [Role.GM],
        lambda: _("Award to decide: %(person)s") % {"person": person},
        url=award.get_absolute_url(),
        body=reason,
    )
    return award


def grant_award(pk: int, user: User, comment: str = "") -> Award:
    return _decide(pk, user, AwardStatus.GRANTED, comment)


def refuse_award(pk: int, user: User, comment: str) -> Award:
    if not comment.strip():
        raise BusinessError(_("Give the reason."))
    return _decide(pk, user, AwardStatus.REFUSED, comment)


@transaction.atomic
def _decide(pk: int, user: User, status: AwardStatus, comment: str) -> Award:
    award = lock(Award, pk, "person", "created_by")
    guard(award, status)
    require(can_decide_award(user, award), why_not_alone(user, award, Role.GM))
    move(award, status, user, comment=comment, decided_by=user, decided_on=today())
    people = [award.person, award.created_by] if status == AwardStatus.GRANTED else [award.created_by]
    notify(
        people,
        lambda: _("Award decided: %(award)s, %(status)s") % {"award": award, "status": award.get_status_display()},
        url=award.get_absolute_url(),
        body=comment,
    )
    return award
