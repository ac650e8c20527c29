"""Which version of the evaluation scheme holds on a day, and how a new one is made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.scheme.models import EvaluationScheme
from customers.scheme.permissions import can_change_scheme
from customers.scheme.scoring import Band, Criterion, Line, Scheme
from customers.scheme.states import EvaluationCriterionKind
from customers.scheme.version_one import store
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.registry import fact
from salesmgmt.core.state import change, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from customers.scheme.models import EvaluationCriterion
    from salesmgmt.core.models import User


def scheme_on(day: dt.date | None = None) -> EvaluationScheme:
    """The version in force: the latest that is valid by that day; a new report uses it (RAT-09)."""
    day = day or today()
    found = EvaluationScheme.objects.holding().filter(valid_from__lte=day).order_by("-valid_from", "-version").first()
    if found is None:
        # Only in a database whose data migration was undone.
        raise BusinessError(_("No evaluation scheme is in force."))
    return found


def read_scheme(row: EvaluationScheme) -> Scheme:
    """The rows of a version as the pure Scheme, in five queries."""
    criteria = row.criteria.prefetch_related("bands")
    return Scheme(
        criteria=tuple(_criterion(criterion) for criterion in criteria),
        thresholds=tuple((each.grade, each.minimum) for each in row.thresholds.all()),
        lines=tuple(Line(each.grade, each.amount, each.avg_monthly_qty) for each in row.warning_lines.all()),
        name=row.name,
        version=row.version,
    )


def _criterion(row: EvaluationCriterion) -> Criterion:
    bands = sorted(row.bands.all(), key=lambda band: band.letter or "Z")
    return Criterion(
        key=row.key,
        name=row.name,
        kind=row.kind,
        unit=row.unit,
        pk=row.pk,
        bands=tuple(Band(band.letter, band.text, band.points, band.lower, band.upper, band.pk) for band in bands),
    )


def problems_of_scheme(scheme: Scheme) -> list:
    """What would make grades or points meaningless, in words; pure."""
    problems = []
    minima = [minimum for _grade, minimum in scheme.thresholds]
    if minima != sorted(set(minima), reverse=True):
        problems.append(_("The thresholds must fall from A to D."))
    for criterion in scheme.criteria:
        points = [band.points for band in criterion.bands if not band.is_below]
        if points != sorted(points, reverse=True):
            problems.append(_("%(criterion)s: the points must fall from band A to D.") % {"criterion": criterion.name})
        if not _meets(criterion):
            problems.append(
                _("%(criterion)s: each band must end where the next begins.") % {"criterion": criterion.name}
            )
    return problems


def _meets(criterion: Criterion) -> bool:
    """Figures leave no gap and no overlap: falling bands touch, ranks follow one another."""
    if criterion.is_choice:
        return True
    pairs = list(zip(criterion.bands, criterion.bands[1:], strict=False))
    if criterion.kind == EvaluationCriterionKind.RANK:
        return all(high.upper is not None and low.lower == high.upper + 1 for high, low in pairs)
    return all(high.lower is not None and high.lower == low.upper for high, low in pairs)


@transaction.atomic
def new_version(user: User, name: str, valid_from: dt.date, remark: str = "", **changes: Any) -> EvaluationScheme:
    """A further version, the present one with ``changes`` (criteria, thresholds, lines); old reports keep theirs (RAT-09).

    It may not begin before the last one, or grades already given would have another ground.
    """
    require(can_change_scheme(user))
    last = EvaluationScheme.objects.holding().select_for_update().order_by("-version").first()
    if last is not None and valid_from < last.valid_from:
        raise BusinessError(_("A version cannot begin before the one it follows (%(day)s).") % {"day": last.valid_from})
    version = EvaluationScheme.objects.aggregate(last=Max("version"))["last"] + 1
    scheme = replace(read_scheme(last), name=name, version=version, **changes)
    problems = problems_of_scheme(scheme)
    if problems:
        raise BusinessError(" ".join(problems))
    models = apps.get_app_config("customers")
    row = store(scheme, valid_from, models.get_model, created_by=user, remark=remark)
    audit.record(row, user, gettext_noop("Created"), comment=remark)
    return row


def why_not_take_back(row: EvaluationScheme) -> str:
    """ "" where the version may be taken back: the latest one, never the first, and nobody evaluated by it (RAT-09)."""
    holding = EvaluationScheme.objects.holding()
    if row.taken_back_at is not None or row.pk != holding.order_by("-version").values_list("pk", flat=True).first():
        return _("Only the latest version can be taken back.")
    if holding.count() == 1:
        return _("There is no version before this one.")
    if fact("evaluation_scheme", "is_used", row):
        return _("Evaluations were made by this version already. Write a new version.")
    return ""


@transaction.atomic
def take_back_scheme(pk: int, user: User, comment: str) -> Any:
    """The version never holds any more; the one before lives again, also for days since its first day (RAT-09)."""
    require(can_change_scheme(user))
    # All of them in one order, so that no version is written or taken back beside this one.
    rows = {row.pk: row for row in EvaluationScheme.objects.select_for_update().order_by("pk")}
    row = rows.get(pk)
    if row is None:
        raise BusinessError(_("This document no longer exists."))
    reason = why_not_take_back(row)
    if reason:
        raise BusinessError(reason)
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    return change(row, user, gettext_noop("Version taken back"), comment=comment, taken_back_at=timezone.now())
