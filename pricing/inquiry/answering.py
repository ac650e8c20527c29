"""Answering an inquiry, quoting it in one step, and the clock that reminds (QUO-01)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pricing.inquiry.models import Inquiry
from pricing.inquiry.permissions import can_answer_inquiry, can_quote_inquiry
from pricing.inquiry.states import InquiryStatus
from pricing.price_list.prices import PriceBook
from pricing.quote.entry import create_quote
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks, open_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from pricing.inquiry.querysets import InquiryQuerySet
    from pricing.quote.models import Quote
    from salesmgmt.core.models import User

TASK = "inquiry-reply"
JOB = "inquiry-replies"


@transaction.atomic
def answer_inquiry(pk: int, user: User, answer: str) -> Inquiry:
    """open → answered: time and text are stored (QUO-01, 000 四(一)1)."""
    inquiry = lock(Inquiry, pk, "customer__owner")
    guard(inquiry, Inquiry.Status.ANSWERED)
    require(can_answer_inquiry(user, inquiry))
    if not answer.strip():
        raise BusinessError(_("Write what the customer was answered."))
    move(
        inquiry,
        Inquiry.Status.ANSWERED,
        user,
        answer=answer.strip(),
        answered_at=timezone.now(),
        answered_by=user,
    )
    close_tasks(inquiry, TASK, user)
    return inquiry


@transaction.atomic
def quote_inquiry(pk: int, user: User) -> Quote:
    """The draft of a quote with the inquiry's items at the prices of today, in one step. The clock goes on until the
    customer has his answer: the sent quote, or what he is told before."""
    inquiry = lock(Inquiry, pk, "customer__owner", "contact", "opportunity")
    if inquiry.quote_id is not None:
        raise BusinessError(_("This inquiry has its quote already."), link=inquiry.quote.get_absolute_url())
    require(can_quote_inquiry(user, inquiry))
    lines = list(inquiry.lines.select_related("product__category"))
    known = [line for line in lines if line.product is not None]
    book = PriceBook(inquiry.customer, today(), [line.product for line in known])
    quote = create_quote(
        user,
        inquiry.customer,
        [
            {
                "product": line.product,
                "quantity": line.quantity,
                "price": book.find(line.product, line.quantity).price,
                "due_date": line.due_date,
                "remark": line.remark,
            }
            for line in known
        ],
        title=inquiry.title,
        contact=inquiry.contact,
        opportunity=inquiry.opportunity,
        remark="\n".join(str(line) for line in lines if line.product is None),
    )
    change(inquiry, user, gettext_noop("Quote written"), comment=str(quote), quote=quote)
    return quote


def follow_sent_quote(quote: Any, user: User) -> None:
    """The quote went to the customer: its inquiries are answered by it, and quoted (QUO-01)."""
    for found in quote_family(quote):
        inquiry = lock(Inquiry, found.pk)
        if not inquiry.can_become(Inquiry.Status.QUOTED):
            continue
        fields: dict[str, Any] = {}
        if inquiry.answered_at is None:
            answer = _("Quotation %(quote)s sent.") % {"quote": quote}
            fields = {"answer": answer, "answered_at": timezone.now(), "answered_by": user}
        move(inquiry, Inquiry.Status.QUOTED, user, comment=str(quote), **fields)
        close_tasks(inquiry, TASK, user)


def quote_family(quote: Quote) -> InquiryQuerySet:
    """The inquiries that an offer answers, whichever version of it."""
    return Inquiry.objects.filter(quote__family=quote.family).order_by("pk")


def release_quote(quote: Quote, user: User) -> None:
    """The draft was thrown away: the inquiry may be quoted anew."""
    for found in Inquiry.objects.filter(quote=quote, status__in=[InquiryStatus.OPEN, InquiryStatus.ANSWERED]).order_by(
        "pk"
    ):
        change(lock(Inquiry, found.pk), user, gettext_noop("Quote thrown away"), comment=str(quote), quote=None)


@transaction.atomic
def close_inquiry(pk: int, user: User, comment: str) -> Inquiry:
    """→ closed: nothing comes of it, with the reason."""
    inquiry = lock(Inquiry, pk, "customer__owner")
    guard(inquiry, Inquiry.Status.CLOSED)
    require(can_answer_inquiry(user, inquiry))
    if not comment.strip():
        raise BusinessError(_("Say why nothing comes of it."))
    move(inquiry, Inquiry.Status.CLOSED, user, comment=comment)
    close_tasks(inquiry, TASK, user, cancelled=True)
    return inquiry


def remind_of_inquiries(at: dt.datetime) -> int:
    """J04: an inquiry that nobody has answered within SET-35 reminds whoever is in charge, once (QUO-01)."""
    hours = policy().inquiry_reply_hours
    late = Inquiry.objects.late(at).select_related("customer__owner").order_by("answer_due_at")
    made = open_tasks(
        TASK,
        [(inquiry, inquiry.customer.owner, partial(_not_answered, inquiry, hours)) for inquiry in late],
        key="late",
        due_on=lambda inquiry: timezone.localdate(inquiry.answer_due_at),
        queue=JOB,
        tell=True,
    )
    return len(made)


def _not_answered(inquiry: Inquiry, hours: int) -> str:
    return _("Not answered for %(n)d hours: inquiry of %(customer)s, %(title)s") % {
        "n": hours,
        "customer": inquiry.customer,
        "title": inquiry.title,
    }
