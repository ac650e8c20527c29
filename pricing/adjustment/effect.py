"""What an approved adjustment does: a new version of the list from its day, or price rules; and how it is undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pricing.adjustment.models import PriceAdjustment
from pricing.adjustment.permissions import can_close_adjustment, can_recall_adjustment
from pricing.adjustment.states import AdjustmentStatus
from pricing.price_list.models import PriceList, PriceRule
from pricing.price_list.release import (
    discard_list,
    is_unused,
    put_due_lists_in_force,
    take_back_list,
    write_items,
    write_version,
)
from salesmgmt.core import registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.domain.notices import notify_department, notify_roles
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import DepartmentNotice
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from typing import Any

    from django.db.models import QuerySet

    from salesmgmt.core.models import ApprovalRound, User

JOB = "price-adjustments"
CLOSED_EARLY = gettext_noop("Closed before every department has acknowledged")
# Its prices wait for their day, hold, or held and are closed: the departments are to know them.
AGREED = (AdjustmentStatus.APPROVED, AdjustmentStatus.IMPLEMENTED, AdjustmentStatus.CLOSED)
SELLERS = [Role.REP, Role.SUP, Role.MGR, Role.DIR]


def approved_fields(adjustment: PriceAdjustment, user: User) -> dict:
    return {"approved_by": user, "approved_at": timezone.now()}


def on_approved(adjustment: PriceAdjustment, round_: ApprovalRound, user: User) -> None:
    """The prices wait for their day in a new version of the list, all departments concerned and everybody who sells are
    told (PRC-09), the customers concerned are put on the list of those to be told (PRC-10). Where its day is today it
    comes into force at once."""
    if adjustment.is_for_a_class:
        _write_rules(adjustment, user)
    else:
        _write_list(adjustment, user)
    _tell(adjustment, user)
    registry.tell("price_adjustment", "approved", adjustment, user=user)
    put_due_lists_in_force()
    implement_due()
    adjustment.refresh_from_db()


def _write_list(adjustment: PriceAdjustment, user: User) -> None:
    price_list = write_version(
        user, adjustment.effective_on, _prices(adjustment), name=adjustment.title, remark=adjustment.reason
    )
    change(adjustment, user, gettext_noop("Price list written"), price_list=price_list)
    rewrite_later(adjustment)


def _prices(adjustment: PriceAdjustment) -> Any:
    return adjustment.lines.order_by().values("product_id", "new_price")


def rewrite_later(adjustment: PriceAdjustment) -> None:
    """Lists that wait for a later day begin from this one now: each is written again from the one before it."""
    later = PriceAdjustment.objects.filter(status=AdjustmentStatus.APPROVED, effective_on__gt=adjustment.effective_on)
    for each in later.exclude(price_list=None).select_related("price_list").order_by("effective_on"):
        write_items(each.price_list, _prices(each))


def _write_rules(adjustment: PriceAdjustment, user: User) -> None:
    """Prices for a segment or grade: rules that hold from the day on and go before every other rule."""
    first = (PriceRule.objects.aggregate(last=Max("priority"))["last"] or 0) + 1
    rules = PriceRule.objects.bulk_create(
        [
            PriceRule(
                name=adjustment.title[:80],
                product_id=line.product_id,
                segment=adjustment.segment,
                grade=adjustment.grade,
                price=line.new_price,
                priority=first,
                valid_from=adjustment.effective_on,
                created_by=user,
            )
            for line in adjustment.lines.all()
        ]
    )
    adjustment.price_rules.set(rules)


def _tell(adjustment: PriceAdjustment, user: User) -> None:
    """Everybody who sells, and the departments the register names; each acknowledges (PRC-09, TEAM-09)."""

    def words() -> str:
        return _("Prices change on %(day)s: %(title)s") % {
            "day": adjustment.effective_on.isoformat(),
            "title": adjustment.title,
        }

    for role in policy().price_adjustment_departments:
        notify_department(adjustment, role, words, sent_by=user)
    notify_roles(SELLERS, words, url=registry.document_kind("price_list").list_address())


def _tell_undone(adjustment: PriceAdjustment, user: User) -> None:
    """Whoever was told of the new prices hears that they do not hold (PRC-09)."""
    told = {notice.role for notice in notices_of(adjustment)}
    notify_roles(
        [*SELLERS, *sorted(told)],
        lambda: (
            _("Prices do not change on %(day)s: %(title)s")
            % {
                "day": adjustment.effective_on.isoformat(),
                "title": adjustment.title,
            }
        ),
        url=registry.document_kind("price_list").list_address(),
        sent_by=user,
    )


def notices_of(adjustment: PriceAdjustment) -> QuerySet:
    """The hand-overs to the departments with who took note of them, in the order they were sent."""
    kind = ContentType.objects.get_for_model(adjustment)
    rows = DepartmentNotice.objects.filter(content_type=kind, object_id=adjustment.pk)
    return rows.select_related("acknowledged_by").order_by("pk")


def departments_waiting(adjustment: PriceAdjustment) -> list[str]:
    """The departments that have not taken note of the new prices yet, by name; of each its last hand-over counts (PRC-09).

    Closing does not wait for them (PRC-10): their hand-over stays with them, and the page says so."""
    if adjustment.status not in AGREED:
        return []
    last = {notice.role: notice for notice in notices_of(adjustment)}
    return [str(each.get_role_display()) for each in last.values() if each.status == DepartmentNotice.Status.SENT]


def implement_due(day: dt.date | None = None) -> int:
    """J11: approved adjustments whose day has come, oldest first. The prices follow their day by themselves; only the
    status waits for the job. A second run changes nothing."""
    day = day or today()
    due = PriceAdjustment.objects.filter(status=AdjustmentStatus.APPROVED, effective_on__lte=day).order_by(
        "effective_on", "pk"
    )
    return one_by_one(JOB, list(due), lambda found: implement(found.pk, day))


@transaction.atomic
def implement(pk: int, day: dt.date | None = None) -> int:
    """approved → implemented on its day (PRC-09)."""
    adjustment = lock(PriceAdjustment, pk)
    if adjustment.status != PriceAdjustment.Status.APPROVED or adjustment.effective_on > (day or today()):
        return 0
    move(adjustment, PriceAdjustment.Status.IMPLEMENTED, None, implemented_at=timezone.now())
    return 1


@transaction.atomic
def recall_adjustment(pk: int, user: User, comment: str) -> PriceAdjustment:
    """approved → draft before its day: nothing was priced by it, its list is thrown away, nobody need be told."""
    adjustment = lock(PriceAdjustment, pk)
    if adjustment.status != PriceAdjustment.Status.APPROVED:
        raise BusinessError(_("Only an approved adjustment whose day has not come is recalled."))
    require(can_recall_adjustment(user, adjustment))
    return _undo(adjustment, user, comment, discard_list)


@transaction.atomic
def take_back_adjustment(pk: int, user: User, comment: str) -> Any:
    """implemented → draft while nothing was priced by it; the list before is in force again (PRC-09)."""
    adjustment = lock(PriceAdjustment, pk)
    if adjustment.status != PriceAdjustment.Status.IMPLEMENTED or adjustment.price_list_id is None:
        raise BusinessError(_("Only an adjustment of the list in force can be taken back."))
    require(can_recall_adjustment(user, adjustment))
    if not is_unused(adjustment.price_list):
        raise BusinessError(_("Quotes were priced by this list already. Propose the next adjustment."))
    return _undo(adjustment, user, comment, take_back_list)


def _undo(adjustment: PriceAdjustment, user: User, comment: str, give_up: Callable) -> PriceAdjustment:
    price_list = adjustment.price_list
    adjustment.price_rules.update(is_active=False)
    adjustment.price_rules.clear()
    fields = {"price_list": None, "approved_by": None, "approved_at": None, "implemented_at": None}
    move(adjustment, PriceAdjustment.Status.DRAFT, user, comment=comment, **fields)
    if price_list is not None:
        give_up(lock(PriceList, price_list.pk), user, comment)
        rewrite_later(adjustment)
    _tell_undone(adjustment, user)
    registry.tell("price_adjustment", "undone", adjustment, user=user)
    return adjustment


def customers_waiting(adjustment: PriceAdjustment) -> int:
    """How many customers have not been told yet; the list of those to be told answers (PRC-10)."""
    return registry.fact("price_adjustment", "customers_waiting", adjustment)


@transaction.atomic
def close_adjustment(pk: int, user: User, comment: str = "") -> PriceAdjustment:
    """implemented → closed, when no customer waits for the explanation any more (PRC-10). The history says where a
    department has still to take note."""
    adjustment = lock(PriceAdjustment, pk)
    guard(adjustment, PriceAdjustment.Status.CLOSED)
    require(can_close_adjustment(user, adjustment))
    waiting = customers_waiting(adjustment)
    if waiting:
        raise BusinessError(_("%(n)d customers have not been told yet.") % {"n": waiting})
    action = CLOSED_EARLY if departments_waiting(adjustment) else ""
    return move(adjustment, PriceAdjustment.Status.CLOSED, user, comment=comment, action=action)


def can_close_now(user: User, adjustment: PriceAdjustment) -> bool:
    """Nobody waits for an explanation any more."""
    return can_close_adjustment(user, adjustment) and not customers_waiting(adjustment)


def why_not_closed(user: User, adjustment: PriceAdjustment) -> str:
    if adjustment.status != PriceAdjustment.Status.IMPLEMENTED:
        return ""
    waiting = customers_waiting(adjustment)
    return _("%(n)d customers have not been told yet.") % {"n": waiting} if waiting else ""


def who_still_acknowledges(user: User, adjustment: PriceAdjustment) -> str:
    """What the dialog says before the adjustment is closed."""
    waiting = departments_waiting(adjustment)
    if not waiting:
        return ""
    return _("Not yet acknowledged by: %(who)s. Their hand-over stays with them after the closing.") % {
        "who": "、".join(waiting)
    }
