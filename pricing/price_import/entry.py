"""Prices from a file become lines of a proposal, never a list: they hold when the proposal is agreed to (PRC-09)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pricing.adjustment.computing import base_of, compute
from pricing.adjustment.models import AdjustmentPick, PriceAdjustment
from pricing.adjustment.proposal import create_adjustment, named_prices, record_edit
from pricing.adjustment.states import Extent, Scope
from pricing.price_list.models import PriceList
from pricing.product.codes import products_by_code, why_not
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import first_day
from salesmgmt.core.domain.import_specs import CREATED, UNCHANGED, UPDATED, RowErrors
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import lock

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from salesmgmt.core.domain.jobs import Progress


def import_prices(rows: list, user: User, update: bool, progress: Callable | Progress) -> dict:
    """``rows`` of (number, values). What is the list price already is unchanged and stays out; the others become a draft,
    or with ``update`` go into the one this person is writing for the same day."""
    known = products_by_code([values["product"] for _number, values in rows])
    day = _day_of(rows)
    _refuse(rows, known, day)
    progress(len(rows) // 4)
    draft = _draft(user, day, update)
    base = base_of(draft)
    listed = dict(base.items.values_list("product_id", "price")) if base else {}
    picks = {pick.product_id: pick for pick in draft.picks.all()}
    before = named_prices(draft)
    outcomes, new, changed = {}, [], []
    for number, values in rows:
        product = known[values["product"].upper()]
        pick = picks.get(product.pk)
        if pick is None and listed.get(product.pk) == values["price"]:
            outcomes[number] = UNCHANGED
        elif pick is None:
            new.append(AdjustmentPick(adjustment=draft, product=product, price=values["price"]))
            outcomes[number] = CREATED
        elif pick.price == values["price"]:
            outcomes[number] = UNCHANGED
        else:
            pick.price = values["price"]
            changed.append(pick)
            outcomes[number] = UPDATED
    AdjustmentPick.objects.bulk_create(new, batch_size=2000)
    AdjustmentPick.objects.bulk_update(changed, ["price"], batch_size=2000)
    record_edit(draft, user, {}, before)
    progress(len(rows) // 2)
    compute(draft)
    progress(len(rows))
    _tell(draft, user)
    return outcomes


def _tell(draft: PriceAdjustment, user: User) -> None:
    """Who reads prices goes on with the draft: on the company's first day not the administrator who brought it in."""
    people = User.objects.with_role(Role.MGR, Role.DIR) if first_day.brings_in(user) else [user]
    notify(
        people,
        lambda: _("Prices of the file stand in the draft %(draft)s") % {"draft": draft},
        url=draft.get_absolute_url(),
    )


def _day_of(rows: list) -> dt.date:
    return next((values["effective_on"] for _number, values in rows if values["effective_on"]), None) or today()


def _refuse(rows: list, known: dict, day: dt.date) -> None:
    """Every row that cannot be taken, with its reason; then nothing is written."""
    reasons: dict = {}
    seen: dict[str, int] = {}
    for number, values in rows:
        code = values["product"].upper()
        reason = why_not(values["product"], known.get(code))
        if not reason and code in seen:
            reason = _("the product stands in row %(row)d already") % {"row": seen[code]}
        if not reason and values["effective_on"] and values["effective_on"] != day:
            reason = _("one file begins on one day, this one on %(day)s") % {"day": day.isoformat()}
        if not reason and day < today():
            reason = _("prices cannot begin in the past")
        seen.setdefault(code, number)
        if reason:
            reasons[number] = reason
    if reasons:
        raise RowErrors(reasons)


def _draft(user: User, day: dt.date, update: bool) -> PriceAdjustment:
    if update:
        mine = PriceAdjustment.objects.filter(
            created_by=user,
            status=PriceAdjustment.Status.DRAFT,
            extent=Extent.OWN,
            scope=Scope.PRODUCTS,
            effective_on=day,
        )
        found = mine.order_by("-pk").first()
        if found is not None:
            return lock(PriceAdjustment, found.pk)
    words = {"title": _("Prices from a file")}
    if not PriceList.objects.filter(status__in=PriceList.RELEASED).exists():
        # Nothing is adjusted by the first list: what a proposal has to say about that is known (PRC-07).
        words = {
            "title": _("First price list"),
            "reason": _("The prices that hold when the company begins to work here."),
            "expected_impact": _("None: no price held here before."),
        }
    return create_adjustment(user, [], extent=Extent.OWN, scope=Scope.PRODUCTS, effective_on=day, **words)
