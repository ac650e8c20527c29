from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import Role, may, may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.intelligence.models import MarketIntelligence
    from salesmgmt.core.models import User


@because(_("Market intelligence is reported by the sales side."))
def can_report_intelligence(user: User) -> bool:
    return may_at_all(user, "intelligence", "C")


@because(_("Intelligence is edited by its reporter, until his manager has read it."))
def can_edit_intelligence(user: User, item: MarketIntelligence) -> bool:
    """The reporter, until his manager has read it."""
    return item.is_editable and item.created_by_id == user.pk


@because(
    _(
        "Intelligence is dealt with by the manager of the reporter or the director, and by nobody who reported it himself."
    )
)
def can_use_intelligence(user: User, item: MarketIntelligence) -> bool:
    """The manager of the reporter, or the director (RSH-02)."""
    return (
        user.has_role(Role.MGR, Role.DIR)
        and item.created_by_id != user.pk
        and may(user, "intelligence", "U", owner=item.created_by)
    )


def reads_intelligence_of_others(user: User) -> bool:
    return user.has_role(Role.MGR, Role.DIR) and may_at_all(user, "intelligence", "U")
