"""Reading an index, and what a move of it starts (PRC-06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from pricing.material.models import MaterialPriceIndex, MaterialReading, MaterialUse, PriceReview
from pricing.material.permissions import can_edit_index, can_review_price
from pricing.material.states import ReviewStatus
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.notices import notify_roles
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import cents
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import assign, change, guard, lock, move, require

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from salesmgmt.core.models import User


@dataclass(frozen=True)
class Move:
    """How far an index went from one reading to another."""

    percent: Decimal
    since: date
    before: Decimal
    day: date
    now: Decimal


def move_of(before: Decimal, since: date, now: Decimal, day: date) -> Move:
    return Move(cents((now - before) * 100 / before), since, before, day, now)


def starts_review(before: Decimal, now: Decimal, threshold: Decimal | None) -> bool:
    """Has the index moved by more than the threshold, up or down (PRC-06, SET-48)? Exactly the threshold is not more;
    without a threshold nothing starts."""
    return threshold is not None and abs(now - before) * 100 > threshold * before


@transaction.atomic
def create_index(user: User, lines: Iterable = (), **fields: Any) -> MaterialPriceIndex:
    require(can_edit_index(user))
    index = MaterialPriceIndex.objects.create(created_by=user, **fields)
    _write_uses(index, lines)
    audit.record(index, user, gettext_noop("Created"))
    return index


@transaction.atomic
def update_index(pk: int, user: User, lines: Iterable = (), **fields: Any) -> Any:
    index = lock(MaterialPriceIndex, pk)
    require(can_edit_index(user, index))
    before = [use.product.code for use in index.uses.select_related("product")]
    changes = assign(index, fields)
    index.save(update_fields=[*fields, *index.touched_fields()])
    _write_uses(index, lines)
    after = [use.product.code for use in index.uses.select_related("product")]
    if before != after:
        changes["products"] = ["、".join(before), "、".join(after)]
    if changes:
        audit.record(index, user, gettext_noop("Edited"), changes=changes)
    return index


def _write_uses(index: MaterialPriceIndex, lines: Iterable) -> None:
    products = [line["product"].pk for line in lines]
    if len(products) != len(set(products)):
        raise BusinessError(_("A product stands twice in the list."))
    index.uses.all().delete()
    MaterialUse.objects.bulk_create(
        [MaterialUse(index=index, product=line["product"], share_percent=line.get("share_percent")) for line in lines]
    )


@transaction.atomic
def enter_readings(user: User, day: date, values: dict) -> list[MaterialReading]:
    """Quick entry: ``{index pk: figure}`` of one day, each as if entered alone. Returns the readings."""
    return [enter_reading(pk, user, day, value) for pk, value in sorted(values.items()) if value is not None]


@transaction.atomic
def enter_reading(pk: int, user: User, day: date, value: Decimal) -> MaterialReading:
    """The figure of an index on a day, the same day again replaces it. A move of more than SET-48 since the last review
    puts the products made of it on the list "price review" and alerts who decides on prices (PRC-06)."""
    index = lock(MaterialPriceIndex, pk)
    require(can_edit_index(user, index))
    if day > today():
        raise BusinessError(_("The day lies in the future."))
    reading, _made = MaterialReading.objects.update_or_create(
        index=index, day=day, defaults={"value": value, "created_by": user}
    )
    audit.record(index, user, gettext_noop("Figure entered"), comment=f"{day} {value.normalize():f}")
    if index.readings.filter(day__gt=day).exists():
        return reading  # an older figure put in later says nothing about today
    if index.base_value is None or day < index.base_day:
        return _begin_from(index, reading, user)
    if starts_review(index.base_value, value, policy().material_index_percent):
        cost_moved(index, move_of(index.base_value, index.base_day, value, day), user)
    return reading


def _begin_from(index: MaterialPriceIndex, reading: MaterialReading, user: User) -> MaterialReading:
    change(index, user, gettext_noop("Reviewed figure set"), base_value=reading.value, base_day=reading.day)
    return reading


def cost_moved(index: MaterialPriceIndex, moved: Move, user: User) -> None:
    """The alert on event: the products of the index are to be reviewed; a further move goes into the open review."""
    found = {review.product_id: review for review in index.reviews.select_for_update().filter(status=ReviewStatus.OPEN)}
    for use in index.uses.all():
        review = found.get(use.product_id) or PriceReview(
            index=index, product_id=use.product_id, from_value=moved.before, from_day=moved.since
        )
        whole = move_of(review.from_value, review.from_day, moved.now, moved.day)
        review.to_value, review.to_day, review.moved_percent = whole.now, whole.day, whole.percent
        review.save()
    change(index, user, gettext_noop("Price review started"), base_value=moved.now, base_day=moved.day)
    number = index.uses.count()
    notify_roles(
        [Role.MGR, Role.DIR],
        lambda: (
            ngettext(
                "%(index)s moved by %(percent)s%%: %(n)d product to review",
                "%(index)s moved by %(percent)s%%: %(n)d products to review",
                number,
            )
            % {"index": index, "percent": f"{moved.percent:+f}", "n": number}
        ),
        url=index.get_absolute_url(),
    )


@transaction.atomic
def keep_price(pk: int, user: User, comment: str) -> PriceReview:
    """open → kept: the price stays as it is, with the reason."""
    review = lock(PriceReview, pk)
    guard(review, PriceReview.Status.KEPT)
    require(can_review_price(user, review))
    if not comment.strip():
        raise BusinessError(_("Say why the price stays."))
    return _decide(review, PriceReview.Status.KEPT, user, comment)


def mark_proposed(review: PriceReview, user: User, adjustment: Any) -> PriceReview:
    """open → proposed, by the act that drafts the adjustment; the caller holds the lock."""
    return _decide(review, PriceReview.Status.PROPOSED, user, str(adjustment))


def _decide(review: PriceReview, status: ReviewStatus, user: User, outcome: str) -> PriceReview:
    return move(review, status, user, comment=outcome, outcome=outcome, decided_by=user, decided_at=timezone.now())
