"""Price list versions: written, scheduled, put in force, superseded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pricing.price_list.models import PriceList, PriceListItem
from pricing.price_list.permissions import can_edit_price_list, can_recall_price_list
from pricing.product.permissions import can_edit_product
from salesmgmt.core import audit, registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import assign, guard, lock, move, require

if TYPE_CHECKING:
    from salesmgmt.core.models import User

HEADER = ("name", "valid_from", "remark")


@transaction.atomic
def create_price_list(user: User, lines=(), **fields) -> PriceList:
    """A new version in draft."""
    require(can_edit_product(user))
    version = (PriceList.objects.aggregate(last=Max("version"))["last"] or 0) + 1
    price_list = PriceList(number=next_number(PriceList.KIND), version=version, created_by=user)
    assign(price_list, {name: fields[name] for name in HEADER if name in fields})
    price_list.save()
    _write_items(price_list, lines)
    audit.record(price_list, user, gettext_noop("Created"))
    return price_list


@transaction.atomic
def update_price_list(pk: int, user: User, lines=(), **fields) -> PriceList:
    price_list = lock(PriceList, pk)
    require(can_edit_price_list(user, price_list))
    header = {name: fields[name] for name in HEADER if name in fields}
    changes = assign(price_list, header)
    price_list.save(update_fields=[*header, *price_list.touched_fields()])
    changes |= _price_changes(price_list, lines)
    price_list.items.all().delete()
    _write_items(price_list, lines)
    if changes:
        audit.record(price_list, user, gettext_noop("Edited"), changes=changes)
    return price_list


@transaction.atomic
def copy_price_list(pk: int, user: User):
    """The next version, beginning with the prices of this one."""
    old = lock(PriceList, pk)
    items = [{"product": item.product, "price": item.price} for item in old.items.select_related("product")]
    return create_price_list(user, items, name=old.name, valid_from=max(old.valid_from, today()), remark="")


def _write_items(price_list, lines) -> None:
    seen = set()
    for line in lines:
        if line["product"].pk in seen:
            raise BusinessError(_("%(product)s stands twice in the list.") % {"product": line["product"]})
        seen.add(line["product"].pk)
    PriceListItem.objects.bulk_create(
        [PriceListItem(price_list=price_list, product=line["product"], price=line["price"]) for line in lines]
    )


def _price_changes(price_list: PriceList, lines) -> dict:
    old = {item.product.code: str(item.price) for item in price_list.items.select_related("product")}
    new = {line["product"].code: str(line["price"]) for line in lines}
    return {
        code: [old.get(code, ""), new.get(code, "")] for code in [*old, *new] if old.get(code, "") != new.get(code, "")
    }


# draft → submitted, by the approval engine, which locks the row.
submit_price_list = approvals.submit_of(PriceList)


def refuse_unfit(price_list: PriceList) -> None:
    """No list begins before today: what was quoted yesterday was quoted at yesterday's prices (PRC-09)."""
    if not price_list.items.exists():
        raise BusinessError(_("The price list has no price."))
    if price_list.valid_from < today():
        raise BusinessError(_("A price list cannot begin in the past. Change the day it is valid from."))
    if PriceList.objects.filter(status__in=PriceList.RELEASED, valid_from=price_list.valid_from).exists():
        raise BusinessError(_("Another price list begins on the same day."))


def released_fields(price_list, user: User) -> dict:
    return {"released_by": user, "released_at": timezone.now()}


def put_in_force(price_list: PriceList, round_, user: User) -> None:
    """What was agreed to holds at once where its day has come, otherwise on its day (PRC-09)."""
    put_due_lists_in_force()
    price_list.refresh_from_db()


@transaction.atomic
def recall_price_list(pk: int, user: User, comment: str = "") -> PriceList:
    """scheduled → draft, before its day."""
    price_list = lock(PriceList, pk)
    guard(price_list, PriceList.Status.DRAFT)
    require(can_recall_price_list(user, price_list))
    return move(price_list, PriceList.Status.DRAFT, user, comment=comment, released_by=None, released_at=None)


def is_unused(price_list) -> bool:
    """Nothing was priced since the list began that names one of its products (PRC-09); the quotes answer."""
    return not registry.fact("price_list", "has_quotes", price_list)


@transaction.atomic
def take_back_price_list(pk: int, user: User, comment: str) -> PriceList:
    """in_force → draft while nothing was priced by it; the list it superseded is in force again (PRC-09)."""
    price_list = lock(PriceList, pk)
    if price_list.status != PriceList.Status.IN_FORCE:
        raise BusinessError(_("Only the list in force can be taken back."))
    require(can_recall_price_list(user, price_list))
    if not is_unused(price_list):
        raise BusinessError(_("Quotes were priced by this list already. Write the next version."))
    move(price_list, PriceList.Status.DRAFT, user, comment=comment, released_by=None, released_at=None)
    former = PriceList.objects.filter(status=PriceList.Status.SUPERSEDED).order_by("-valid_from").first()
    if former is not None:
        move(
            lock(PriceList, former.pk),
            PriceList.Status.IN_FORCE,
            user,
            comment=str(price_list),
            action=gettext_noop("In force again"),
        )
    return price_list


@transaction.atomic
def put_due_lists_in_force(day=None):
    """J11: scheduled lists whose day has come, oldest first; each supersedes the one before. Prices do not wait for
    this job (they follow valid_from), only the status does. A second run changes nothing."""
    due = PriceList.objects.filter(status=PriceList.Status.SCHEDULED, valid_from__lte=day or today()).order_by(
        "valid_from"
    )
    return one_by_one("prices-and-quotes:lists", list(due), lambda found: _put_in_force(found.pk))


def _put_in_force(pk: int) -> int:
    """The list itself first: of two runs at once the second finds it in force, and must not supersede it."""
    price_list = lock(PriceList, pk)
    if price_list.status != PriceList.Status.SCHEDULED:
        return 0
    if PriceList.objects.filter(status=PriceList.Status.SCHEDULED, valid_from__lt=price_list.valid_from).exists():
        # It failed in this run, and would supersede the newer one when it is tried again.
        raise BusinessError(_("An earlier price list has to come into force first."))
    for old in PriceList.objects.select_for_update().filter(status=PriceList.Status.IN_FORCE).order_by("pk"):
        move(old, PriceList.Status.SUPERSEDED, None)
    move(price_list, PriceList.Status.IN_FORCE, None)
    return 1
