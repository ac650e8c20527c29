"""Where a visitor checked in, against where he or others checked in at this customer before."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from customers.visit.models import Visit

EARTH_METRES = 6_371_000
# A position known no better than this tells nothing about the right gate.
USABLE_METRES = 500


def distance(here: tuple, there: tuple) -> float:
    """Metres between two (latitude, longitude) on the globe; pure."""
    lat1, lon1, lat2, lon2 = (radians(float(each)) for each in (*here, *there))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_METRES * asin(min(1, sqrt(half)))


def is_usable(visit: Visit) -> bool:
    return visit.latitude is not None and visit.accuracy is not None and visit.accuracy <= USABLE_METRES


def metres_from_before(visit: Visit) -> float | None:
    """How far from the last check-in at this customer, to 10 m; None where either position is vague or missing."""
    if not is_usable(visit):
        return None
    earlier = (
        Visit.objects.filter(
            customer=visit.customer_id,
            checked_in_at__lt=visit.checked_in_at,
            accuracy__lte=USABLE_METRES,
            latitude__isnull=False,
        )
        .order_by("-checked_in_at")
        .first()
    )
    if earlier is None:
        return None
    return round(distance((visit.latitude, visit.longitude), (earlier.latitude, earlier.longitude)), -1)
