"""Which version of the evaluation scheme holds on a day, and how a new one is made."""

from django.utils.translation import gettext as _

from customers.domain.scoring import Band, Criterion, Line, Scheme
from customers.models import EvaluationScheme
from salesmgmt.core.calendar import today
from salesmgmt.core.exceptions import BusinessError


def scheme_on(day=None):
    """The version in force: the latest that is valid by that day; a new report uses it (RAT-09)."""
    day = day or today()
    found = EvaluationScheme.objects.filter(valid_from__lte=day).order_by("-valid_from", "-version").first()
    if found is None:
        # Only in a database whose data migration was undone.
        raise BusinessError(_("No evaluation scheme is in force."))
    return found


def read_scheme(row):
    """The rows of a version as the pure Scheme, in five queries."""
    criteria = row.criteria.prefetch_related("bands")
    return Scheme(
        criteria=tuple(_criterion(criterion) for criterion in criteria),
        thresholds=tuple((each.grade, each.minimum) for each in row.thresholds.all()),
        lines=tuple(Line(each.grade, each.amount, each.avg_monthly_qty) for each in row.warning_lines.all()),
        name=row.name,
        version=row.version,
    )


def _criterion(row):
    bands = sorted(row.bands.all(), key=lambda band: band.letter or "Z")
    return Criterion(
        key=row.key,
        name=row.name,
        kind=row.kind,
        unit=row.unit,
        pk=row.pk,
        bands=tuple(Band(band.letter, band.text, band.points, band.lower, band.upper, band.pk) for band in bands),
    )
