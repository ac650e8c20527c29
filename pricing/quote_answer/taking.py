"""What the customer takes of the options and alternatives of an offer; only now does it cost anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pricing.quote.entry import sum_up
from pricing.quote.models import Quote, QuoteLine
from pricing.quote.standing import judged_lines
from pricing.quote.totals import bases
from salesmgmt.core import registry
from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from decimal import Decimal


def offered_beside(quote: Quote) -> list[QuoteLine]:
    """The lines of the quote that the customer may take or leave."""
    return [line for line in quote.lines.select_related("product") if line.kind != QuoteLine.Kind.FIRM]


def take_lines(quote: Quote, taken: set[int]) -> dict[str, Decimal]:
    """Mark what was taken and what counts now; gives the sums of the quote, which the caller writes with its status.

    Refused where a line is no option of this quote, where two alternatives would stand for one line, and where a taken
    line has a special price that no special discount covers (QUO-05): as an option it was not part of the approval.
    """
    lines = judged_lines(quote)
    chosen = [line for line in lines if line.pk in taken and line.kind != QuoteLine.Kind.FIRM]
    if len(chosen) != len(taken):
        raise BusinessError(_("Only optional lines and alternatives of this quote can be taken."))
    replaces = bases(lines)
    replaced = [replaces[place] for place, line in enumerate(lines) if place in replaces and line in chosen]
    if len(replaced) != len({line.pk for line in replaced}):
        raise BusinessError(_("Only one of the alternatives to a line can be taken."))
    if any(line.kind == QuoteLine.Kind.OPTION and line in chosen for line in replaced):
        raise BusinessError(_("Take either the optional line or its alternative."))
    reason = registry.fact("quote", "why_not_approvable", quote, lines=chosen)
    if reason:
        raise BusinessError(_("%(reason)s Make a new version of the quote with it.") % {"reason": reason})
    for line in lines:
        line.taken = line in chosen
    sums = sum_up(lines)
    QuoteLine.objects.bulk_update(lines, ["taken", "counted"])
    return sums
