"""Versions of the price list: written by an adjustment, scheduled, put in force, superseded.

Nothing else writes a list: no quote, no import, no form (PRC-09). A version is stored with the day it begins and ends
when the next begins, so that no two can overlap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pricing.price_list.models import PriceList, PriceListItem
from salesmgmt.core import audit, registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import lock, move

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from django.db.models import QuerySet

    from salesmgmt.core.models import User

ITEM = PriceListItem._meta.db_table


def write_version(user: User, valid_from: dt.date, prices: QuerySet, *, name: str, remark: str = "") -> PriceList:
    """The next version of the list: the prices of the version that held until then, with these new ones (PRC-09).

    ``prices`` is a queryset of (product_id, new_price). It keeps the name of the list; ``name`` is that of the first one.
    Called by the adjustment that is agreed to, in its transaction.
    """
    if PriceList.objects.filter(status__in=PriceList.RELEASED, valid_from=valid_from).exists():
        raise BusinessError(_("Another price list begins on the same day."))
    former = _version_before(valid_from).first()
    price_list = PriceList.objects.create(
        number=next_number(PriceList.KIND),
        version=(PriceList.objects.aggregate(last=Max("version"))["last"] or 0) + 1,
        name=former.name if former else name,
        valid_from=valid_from,
        remark=remark,
        status=PriceList.Status.SCHEDULED,
        created_by=user,
        released_by=user,
        released_at=timezone.now(),
    )
    write_items(price_list, prices)
    audit.record(price_list, user, gettext_noop("Created"))
    return price_list


def _version_before(day: dt.date) -> QuerySet:
    """The versions released to begin before the day, the last one first."""
    return PriceList.objects.filter(status__in=PriceList.RELEASED, valid_from__lt=day).order_by("-valid_from")


def write_items(price_list: PriceList, prices: QuerySet) -> None:
    """Write the prices of a version that has not begun: by the database in one statement, whatever their number."""
    before = _version_before(price_list.valid_from).exclude(pk=price_list.pk).first()
    price_list.items.all().delete()
    new, params = prices.query.sql_with_params()
    sql = f"""
        WITH new (product_id, price) AS ({new})
        INSERT INTO {ITEM} (price_list_id, product_id, price)
        SELECT %s, product_id, price FROM new
        UNION ALL
        SELECT %s, old.product_id, old.price FROM {ITEM} old
        WHERE old.price_list_id = %s AND NOT EXISTS (SELECT 1 FROM new WHERE new.product_id = old.product_id)
    """  # noqa: S608  names of our own tables, values as parameters
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, price_list.pk, price_list.pk, before.pk if before else None])


def is_unused(price_list: Any) -> bool:
    """Nothing was priced since the list began that names one of its products (PRC-09); the quotes answer."""
    return not registry.fact("price_list", "has_quotes", price_list)


def discard_list(price_list: PriceList, user: User, comment: str) -> None:
    """scheduled → discarded: its adjustment was recalled before its day."""
    move(price_list, PriceList.Status.DISCARDED, user, comment=comment)


def take_back_list(price_list: PriceList, user: User, comment: str) -> None:
    """in_force → discarded: its adjustment was taken back; the list it superseded is in force again (PRC-09)."""
    if price_list.status != PriceList.Status.IN_FORCE:
        raise BusinessError(_("Only the list in force can be taken back."))
    move(price_list, PriceList.Status.DISCARDED, user, comment=comment)
    former = PriceList.objects.filter(status=PriceList.Status.SUPERSEDED).order_by("-valid_from").first()
    if former is not None:
        move(
            lock(PriceList, former.pk),
            PriceList.Status.IN_FORCE,
            user,
            comment=str(price_list),
            action=gettext_noop("In force again"),
        )


@transaction.atomic
def put_due_lists_in_force(day: dt.date | None = None) -> int:
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
