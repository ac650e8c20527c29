"""The offer goes out and comes back: sent, accepted, declined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pricing.quote.models import Quote
from pricing.quote.opportunity import follow_sending
from pricing.quote.standing import refuse_without_evaluation
from pricing.quote_answer.permissions import can_answer_quote, can_send_quote
from pricing.quote_answer.taking import take_lines
from salesmgmt.core import registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import guard, lock, lock_many, move, move_many, require

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from typing import Any

    from pricing.quote.states import QuoteStatus
    from salesmgmt.core.models import User


@transaction.atomic
def send_quote(pk: int, user: User, sent_on: dt.date | None = None, comment: str = "") -> Quote:
    """approved → sent. Only an approved quote that is still valid goes to the customer (QUO-03); its
    opportunity becomes quoted, and is refused where departments have not answered (OPP-03)."""
    quote = lock(Quote, pk, "customer__owner")
    _refuse_unless(quote, Quote.Status.APPROVED)
    guard(quote, Quote.Status.SENT)
    require(can_send_quote(user, quote))
    day = sent_on or today()
    _refuse_future(day)
    _refuse_run_out(quote, day)
    refuse_without_evaluation(quote.customer)
    move(quote, Quote.Status.SENT, user, comment=comment, sent_on=day)
    follow_sending(quote, user)
    registry.tell("quote", "sent", quote, user=user)
    return quote


@transaction.atomic
def accept_quote(
    pk: int, user: User, answered_on: dt.date | None = None, comment: str = "", taken: Iterable = ()
) -> Quote:
    """sent → accepted: the customer agrees within the validity (QUO-07 converts it afterwards, once).

    ``taken`` are the keys of the optional lines and alternatives that he wants: from now on they are in the amount.
    """
    quote = lock(Quote, pk, "customer__owner")
    _refuse_unless(quote, Quote.Status.SENT)
    guard(quote, Quote.Status.ACCEPTED)
    require(can_answer_quote(user, quote))
    day = answered_on or today()
    _refuse_future(day)
    _refuse_before_sending(quote, day)
    _refuse_run_out(quote, day)
    sums: dict[str, Any] = take_lines(quote, {int(each) for each in taken}) if taken else {}
    return move(quote, Quote.Status.ACCEPTED, user, comment=comment, answered_on=day, **sums)


@transaction.atomic
def decline_quote(pk: int, user: User, comment: str, answered_on: Any = None) -> Quote:
    """sent → declined, with the customer's reason."""
    quote = lock(Quote, pk, "customer__owner")
    guard(quote, Quote.Status.DECLINED)
    require(can_answer_quote(user, quote))
    if not comment.strip():
        raise BusinessError(_("Say why the customer declines."))
    day = answered_on or today()
    _refuse_future(day)
    _refuse_before_sending(quote, day)
    return move(quote, Quote.Status.DECLINED, user, comment=comment, answered_on=day, decline_reason=comment)


def _refuse_unless(quote: Quote, status: QuoteStatus) -> None:
    """The table also leads back to where a quote stood before its new version or its contract was thrown away
    (QUO-06, QUO-07): that is nobody's button."""
    if quote.status != status:
        raise BusinessError(
            _("This is not possible while the document is “%(status)s”.") % {"status": quote.get_status_display()}
        )


def _refuse_future(day: dt.date) -> None:
    if day > today():
        raise BusinessError(_("The day lies in the future."))


def _refuse_before_sending(quote: Quote, day: dt.date) -> None:
    if quote.sent_on and day < quote.sent_on:
        raise BusinessError(_("The customer cannot answer before the quote was sent."))


def _refuse_run_out(quote: Quote, day: dt.date) -> None:
    if day > quote.valid_until:
        raise BusinessError(
            _("The quote was valid until %(day)s. Make a new version.") % {"day": quote.valid_until.isoformat()}
        )


@transaction.atomic
def expire_some(pks: list[int], day: dt.date) -> int:
    """approved or sent → expired, once the last day of validity has passed (J11). A second run changes nothing."""
    quotes = [each for each in lock_many(Quote, pks) if each.status in Quote.STANDING and each.valid_until < day]
    move_many(quotes, Quote.Status.EXPIRED, None, action=gettext_noop("Validity passed"))
    return len(quotes)


def expire_quotes(day: dt.date | None = None) -> int:
    """J11: every quote that has run out by ``day``, also those of days on which the job did not run."""
    day = day or today()
    rows = list(Quote.objects.run_out(day).order_by("pk").only("pk", "number"))
    return in_batches("prices-and-quotes", rows, lambda quotes: expire_some([quote.pk for quote in quotes], day))
