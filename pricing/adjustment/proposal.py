"""Writing a proposal to adjust prices and handing it in (PRC-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pricing.adjustment.computing import compute
from pricing.adjustment.models import AdjustmentPick, PriceAdjustment
from pricing.adjustment.permissions import can_edit_adjustment, can_propose
from pricing.adjustment.rules import MOST_RULES, missing_parts
from pricing.material.models import PriceReview
from pricing.material.permissions import can_review_price
from pricing.material.states import ReviewStatus
from pricing.material.watching import mark_proposed
from pricing.price_list.models import PriceList
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.todo import close_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.money import plain_price
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import assign, guard, lock, move, require

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from salesmgmt.core.models import ApprovalRound

# The to-do of the quarter (J20).
PROPOSAL_TASK = "price-proposal"
# Of the changed prices of one edit so many stand in the course; a file may bring twenty thousand.
MOST_TOLD = 200
NAMED = "✓"
HEADER = (
    "title",
    "reason",
    "extent",
    "extent_value",
    "rounding",
    "scope",
    "category",
    "segment",
    "grade",
    "expected_impact",
    "customer_words",
    "effective_on",
)


@transaction.atomic
def create_adjustment(user: User, lines: Iterable = (), **fields: Any) -> PriceAdjustment:
    """A proposal in draft; it may stay incomplete until it is handed in, and shows at once what it would do."""
    require(can_propose(user))
    adjustment = PriceAdjustment(number=next_number(PriceAdjustment.KIND), created_by=user)
    assign(adjustment, {name: fields[name] for name in HEADER if name in fields})
    adjustment.save()
    write_picks(adjustment, lines)
    audit.record(adjustment, user, gettext_noop("Created"))
    compute(adjustment)
    return adjustment


@transaction.atomic
def update_adjustment(pk: int, user: User, lines: Iterable = (), **fields: Any) -> PriceAdjustment:
    """Edit a draft; a rejected proposal becomes a draft again."""
    adjustment = lock(PriceAdjustment, pk, "created_by")
    require(can_edit_adjustment(user, adjustment))
    refuse_locked(adjustment)
    if adjustment.status == PriceAdjustment.Status.REJECTED:
        move(adjustment, PriceAdjustment.Status.DRAFT, user)
    header = {name: fields[name] for name in HEADER if name in fields}
    before = named_prices(adjustment)
    changes = assign(adjustment, header)
    adjustment.save(update_fields=[*header, *adjustment.touched_fields()])
    write_picks(adjustment, lines)
    record_edit(adjustment, user, changes, before)
    compute(adjustment)
    return adjustment


def named_prices(adjustment: PriceAdjustment) -> dict:
    """``{product code: its price}`` of what the proposal names; a tick where the product moves with the others."""
    rows = adjustment.picks.values_list("product__code", "price").order_by("product__code")
    return {code: NAMED if price is None else str(plain_price(price)) for code, price in rows}


def record_edit(adjustment: PriceAdjustment, user: User, changes: dict, before: dict) -> None:
    """Who changed a price wrote the proposal, and does not decide on it (SEC-04); of very many prices the first are named."""
    now = named_prices(adjustment)
    moved = [code for code in sorted({**before, **now}) if before.get(code, "") != now.get(code, "")]
    changes = changes | {code: [before.get(code, ""), now.get(code, "")] for code in moved[:MOST_TOLD]}
    if changes:
        audit.record(adjustment, user, gettext_noop("Edited"), changes=changes)


def refuse_locked(adjustment: PriceAdjustment) -> None:
    if not adjustment.is_editable:
        raise BusinessError(
            _("“%(document)s” is “%(status)s” and can no longer be edited.")
            % {"document": adjustment, "status": adjustment.get_status_display()}
        )


def write_picks(adjustment: PriceAdjustment, lines: Iterable) -> None:
    """The products that are named, each once."""
    seen = set()
    for line in lines:
        if line["product"].pk in seen:
            raise BusinessError(_("%(product)s stands twice in the list.") % {"product": line["product"]})
        seen.add(line["product"].pk)
    adjustment.picks.all().delete()
    AdjustmentPick.objects.bulk_create(
        [AdjustmentPick(adjustment=adjustment, product=line["product"], price=line.get("price")) for line in lines]
    )


@transaction.atomic
def propose_for_reviews(pk: int, user: User) -> PriceAdjustment:
    """One step from a price review to the draft: every open review of the same index goes into one proposal (PRC-06)."""
    review = lock(PriceReview, pk)
    guard(review, PriceReview.Status.PROPOSED)
    require(can_review_price(user, review))
    rows = (
        PriceReview.objects.select_for_update().filter(index=review.index_id, status=ReviewStatus.OPEN).order_by("pk")
    )
    reviews = list(rows.select_related("product", "index"))
    adjustment = create_adjustment(
        user,
        [{"product": each.product} for each in reviews],
        title=_("Adjustment after the move of %(index)s") % {"index": review.index},
        reason=_("%(index)s moved by %(percent)s%% since %(day)s (%(before)s → %(now)s %(unit)s).")
        % {
            "index": review.index,
            "percent": f"{review.moved_percent:+f}",
            "day": review.from_day.isoformat(),
            "before": f"{review.from_value.normalize():f}",
            "now": f"{review.to_value.normalize():f}",
            "unit": review.index.unit,
        },
        scope="products",
        effective_on=today(),
    )
    for each in reviews:
        mark_proposed(each, user, adjustment)
    return adjustment


def reopen_reviews(adjustment: PriceAdjustment, user: User) -> None:
    """The draft was thrown away: what it was made for is to be reviewed again."""
    for review in PriceReview.objects.select_for_update().filter(status=ReviewStatus.PROPOSED, outcome=str(adjustment)):
        move(review, PriceReview.Status.OPEN, user, outcome="", decided_by=None, decided_at=None)


def submit_adjustment(pk: int, user: User, comment: str = "") -> ApprovalRound:
    """draft → submitted, by the approval engine, which locks the row (PRC-07)."""
    return approvals.submit(PriceAdjustment.objects.get(pk=pk), user, comment)


def check_submit(adjustment: PriceAdjustment, user: User) -> None:
    """Computed once more against the lists of today, then complete or refused."""
    compute(adjustment)
    refuse_incomplete(adjustment)


def refuse_incomplete(adjustment: PriceAdjustment) -> None:
    """A proposal contains reason, extent, scope and expected impact, or it is not handed in (PRC-07)."""
    missing = missing_parts(adjustment)
    if missing:
        raise BusinessError(_("The proposal says nothing about: %(parts)s.") % {"parts": "、".join(missing)})
    refuse_unfit(adjustment)


def refuse_unfit(adjustment: PriceAdjustment) -> None:
    """No price begins before today, on the day of another list, or from what has changed meanwhile (PRC-09)."""
    if adjustment.effective_on < today():
        raise BusinessError(_("A price adjustment cannot begin in the past. Change the day it is effective from."))
    if not adjustment.lines.exists():
        raise BusinessError(_("The proposal changes no price: choose a scope, or enter prices."))
    if adjustment.is_for_a_class:
        if adjustment.lines.count() > MOST_RULES:
            raise BusinessError(
                _("Prices for some customers only are made for at most %(n)d products. Narrow the scope.")
                % {"n": MOST_RULES}
            )
    elif other := PriceList.objects.filter(status__in=PriceList.RELEASED, valid_from=adjustment.effective_on).first():
        raise BusinessError(_("Another price list begins on the same day."), link=other.get_absolute_url())


def on_submitted(adjustment: PriceAdjustment, round_: ApprovalRound, user: User) -> None:
    """The sales manager is notified (PRC-07): who is asked hears of it anyway, the other managers by this notice. The
    to-do of the quarter is done."""
    asked = {step.assignee_id for step in round_.live_steps()}
    notify(
        User.objects.with_role(Role.MGR).exclude(pk__in={*asked, user.pk} - {None}),
        lambda: (
            _("Price adjustment proposed: %(adjustment)s %(title)s")
            % {"adjustment": adjustment, "title": adjustment.title}
        ),
        url=adjustment.get_absolute_url(),
    )
    close_tasks(user, PROPOSAL_TASK, user)
