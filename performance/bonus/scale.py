"""The bonus by score: bands set by the general manager, looked up in the confirmed assessments (PAY-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.assessment.models import Assessment
from performance.assessment.states import SEEN
from performance.bonus.models import BonusRule
from performance.bonus.permissions import can_set_scale
from performance.bonus.states import BonusPeriod
from performance.metric.states import PeriodKind
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from typing import Any

    from salesmgmt.core.models import User


def bonus_of(score: Decimal, bands: Iterable[BonusRule]) -> Decimal | None:
    """PAY-08: the amount of the band the score lies in, both ends included; None where no band fits: nothing is invented."""
    return next((band.amount for band in bands if band.holds(score)), None)


@transaction.atomic
def set_band(
    user: User, *, period: str, score_from: Decimal, score_to: Decimal, amount: Decimal, pk: int | None = None
) -> BonusRule:
    """A band of the scale, new or changed; two bands of one period never share a score (PAY-08)."""
    require(can_set_scale(user))
    if score_from > score_to:
        raise BusinessError(_("The band ends before it begins."))
    others = list(BonusRule.objects.select_for_update().filter(period=period).exclude(pk=pk))
    shared = next((band for band in others if band.score_from <= score_to and score_from <= band.score_to), None)
    if shared is not None:
        raise BusinessError(_("The band shares scores with %(band)s.") % {"band": shared})
    band = BonusRule.objects.select_for_update().get(pk=pk) if pk else BonusRule()
    band.period, band.score_from, band.score_to, band.amount = period, score_from, score_to, amount
    band.changed_by = user
    band.save()
    audit.record(band, user, gettext_noop("Band set"), comment=f"{band}: {amount:,.2f}")
    return band


@transaction.atomic
def remove_band(pk: int, user: User) -> None:
    require(can_set_scale(user))
    band = BonusRule.objects.select_for_update().filter(pk=pk).first()
    if band is None:
        raise BusinessError(_("This band no longer exists."))
    audit.record(band, user, gettext_noop("Band removed"), comment=f"{band}: {band.amount:,.2f}")
    band.delete()


def bands_of_months() -> list[BonusRule]:
    """The scale of the monthly bonus; without one nobody has a bonus (PAY-08)."""
    return list(BonusRule.objects.filter(period=BonusPeriod.MONTH))


def confirmed_months() -> Any:
    """The monthly assessments whose result holds (KPI-05)."""
    return Assessment.objects.filter(period__kind=PeriodKind.MONTH, status__in=SEEN, result__isnull=False)
