"""Which papers a return needs: those of every return, and those of its category; what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from orders.return_order.permissions import can_handle_return, can_submit_return
from orders.return_order.states import (
    CATEGORY_PAPERS,
    CUSTOMER_DOCUMENT,
    SIGNED_LIST,
    WRITTEN_REASON,
    ReturnCategory,
    ReturnStatus,
)
from salesmgmt.core.domain.attachments import kinds_of
from salesmgmt.core.read_once import read_once

if TYPE_CHECKING:
    from orders.return_order.models import ReturnOrder
    from salesmgmt.core.models import User


@dataclass(frozen=True)
class Point:
    """A line of the checklist."""

    label: Any
    is_done: bool
    note: str = ""


def category_paper(ret: ReturnOrder) -> tuple | None:
    """``(key, words)`` of what the category rests on; None where nothing beside the reason is asked for."""
    return CATEGORY_PAPERS.get(ReturnCategory(ret.category))


def has_category_paper(ret: ReturnOrder) -> bool:
    wanted = category_paper(ret)
    return wanted is None or wanted[0] in read_once(ret, "_kinds", lambda: kinds_of(ret))


def can_ask_quality(user: User, ret: ReturnOrder) -> bool:
    """The button: the goods are on their way and nothing is missing; the engine asks the same when it is pressed."""
    return ret.status == ReturnStatus.IN_TRANSIT_BACK and can_submit_return(user, ret) and has_category_paper(ret)


def checklist(ret: ReturnOrder) -> list[Point]:
    """What is done and what is still missing before quality is asked, for the person who stands at the customer's."""
    paper = category_paper(ret)
    points = [
        Point(_("Arrival stamped"), ret.arrived_at is not None, _("late") if ret.arrived_late else ""),
        Point(_("Reason in writing or recorded"), bool(ret.reason_kind), ret.informant),
        Point(_("List confirmed by the customer"), ret.list_confirmed_at is not None, ret.list_confirmed_by),
        Point(_("Customer's document, the same to the cent"), bool(ret.customer_document), ret.customer_document),
    ]
    if paper is not None:
        points.append(Point(_("Attached: %(paper)s") % {"paper": paper[1]}, has_category_paper(ret)))
    return points


def in_preparation(ret: ReturnOrder) -> bool:
    """The checklist stands on the page until quality is asked."""
    return ret.status in (
        ReturnStatus.NOTIFIED,
        ReturnStatus.ON_SITE,
        ReturnStatus.REASON_RECORDED,
        ReturnStatus.LIST_CONFIRMED,
        ReturnStatus.IN_TRANSIT_BACK,
    )


def papers_of_return(ret: ReturnOrder) -> dict:
    """The papers that an act files come with that act, by the representative (RET-03 to RET-05)."""
    return {kind: can_handle_return for kind, _words in (WRITTEN_REASON, SIGNED_LIST, CUSTOMER_DOCUMENT)}
