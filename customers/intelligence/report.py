"""Market intelligence on its way from the rep to the manager's decision (RSH-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.intelligence.models import MarketIntelligence
from customers.intelligence.permissions import can_edit_intelligence, can_report_intelligence, can_use_intelligence
from salesmgmt.core import audit
from salesmgmt.core.domain.approvals.address import manager_above
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def report_intelligence(user: User, **fields: Any) -> MarketIntelligence:
    """Pass on what was heard: it is in the manager's unread list, and he is told (RSH-02, 000 二(一)2b)."""
    require(can_report_intelligence(user))
    item = MarketIntelligence(number=next_number(MarketIntelligence.KIND), created_by=user, **fields)
    item.save()
    audit.record(item, user, gettext_noop("Intelligence reported"), to_status=item.status)
    notify(
        [manager_above(user)],
        lambda: _("Market intelligence: %(what)s") % {"what": item.title},
        url=item.get_absolute_url(),
        body=item.content,
    )
    return item


@transaction.atomic
def update_intelligence(pk: int, user: User, **fields: Any) -> MarketIntelligence:
    item = lock(MarketIntelligence, pk, "created_by")
    require(can_edit_intelligence(user, item))
    return change(item, user, gettext_noop("Edited"), **fields)


@transaction.atomic
def read_intelligence(pk: int, user: User) -> MarketIntelligence:
    """reported → read, by the manager of the reporter (RSH-02)."""
    item = lock(MarketIntelligence, pk, "created_by")
    guard(item, MarketIntelligence.Status.READ)
    require(can_use_intelligence(user, item))
    return move(item, MarketIntelligence.Status.READ, user, read_by=user, read_at=timezone.now())


@transaction.atomic
def use_intelligence(pk: int, user: User, comment: str) -> MarketIntelligence:
    """read → used, with the remark for what; an unread item is read by it (RSH-02)."""
    item = lock(MarketIntelligence, pk, "created_by")
    if item.status != MarketIntelligence.Status.REPORTED:
        guard(item, MarketIntelligence.Status.USED)
    require(can_use_intelligence(user, item))
    if not comment.strip():
        raise BusinessError(_("Say what it was used for."))
    if item.status == MarketIntelligence.Status.REPORTED:
        move(item, MarketIntelligence.Status.READ, user, read_by=user, read_at=timezone.now())
    move(item, MarketIntelligence.Status.USED, user, comment=comment, use=comment)
    notify(
        [item.created_by], lambda: _("Used: %(what)s") % {"what": item.title}, url=item.get_absolute_url(), body=comment
    )
    return item
