"""What a scheme must be before it is put in force. Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

WHOLE = Decimal(100)


def why_weights_do_not_hold(weights: Iterable[Decimal]) -> str:
    """The sentence of the refusal where the weights do not sum to 100 exactly: 99.99 is refused (KPI-01); else empty."""
    found = sum(weights, Decimal(0))
    if found == WHOLE:
        return ""
    return _("The weights of the indicators sum to %(found)s, not to 100: a scheme like this is not put in force.") % {
        "found": f"{found.normalize():f}"
    }
