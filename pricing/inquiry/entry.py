"""Entering what a customer asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pricing.inquiry.models import Inquiry, InquiryLine
from pricing.inquiry.permissions import can_answer_inquiry, can_enter_inquiry
from salesmgmt.core import audit
from salesmgmt.core.calendar import deadline
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import assign, lock, require

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from customers.customer.models import Customer
    from salesmgmt.core.models import User

HEADER = (
    "contact",
    "opportunity",
    "title",
    "channel",
    "received_at",
    "question",
    "customer_reference",
)
LINE = ("product", "wanted", "quantity", "due_date", "remark")


@transaction.atomic
def create_inquiry(user: User, customer: Customer, lines: Iterable = (), **fields: Any) -> Inquiry:
    """The customer asks; the clock of SET-35 runs from when it was received (QUO-01). Whoever is in charge is told."""
    require(can_enter_inquiry(user, customer))
    inquiry = Inquiry(number=next_number(Inquiry.KIND), customer=customer, created_by=user)
    assign(inquiry, {name: fields[name] for name in HEADER if name in fields})
    _set_clock(inquiry)
    _refuse_foreign(inquiry)
    inquiry.save()
    _write_lines(inquiry, lines)
    audit.record(inquiry, user, gettext_noop("Created"))
    if customer.owner != user:
        notify(
            [customer.owner],
            lambda: _("Inquiry of %(customer)s: %(title)s") % {"customer": customer, "title": inquiry.title},
            url=inquiry.get_absolute_url(),
        )
    return inquiry


@transaction.atomic
def update_inquiry(pk: int, user: User, lines: Iterable = (), **fields: Any) -> Inquiry:
    """Correct it while it is open; the customer stays."""
    inquiry = lock(Inquiry, pk, "customer__owner")
    require(can_answer_inquiry(user, inquiry))
    if not inquiry.is_editable:
        raise BusinessError(
            _("“%(document)s” is “%(status)s” and can no longer be edited.")
            % {"document": inquiry, "status": inquiry.get_status_display()}
        )
    with recorded(inquiry, user):
        header = {name: fields[name] for name in HEADER if name in fields}
        assign(inquiry, header)
        _set_clock(inquiry)
        _refuse_foreign(inquiry)
        inquiry.save(update_fields=[*header, "answer_due_at", *inquiry.touched_fields()])
        inquiry.lines.all().delete()
        _write_lines(inquiry, lines)
    return inquiry


def _set_clock(inquiry: Inquiry) -> None:
    if inquiry.received_at > timezone.now():
        raise BusinessError(_("An inquiry cannot be received in the future."))
    inquiry.answer_due_at = deadline(inquiry.received_at, policy().inquiry_reply_hours)


def _refuse_foreign(inquiry: Inquiry) -> None:
    for related in (inquiry.contact, inquiry.opportunity):
        if related is not None and related.customer_id != inquiry.customer_id:
            raise BusinessError(_("This belongs to another customer."))


def _write_lines(inquiry: Inquiry, lines: Iterable) -> None:
    rows = [InquiryLine(inquiry=inquiry, **{name: line.get(name) for name in LINE}) for line in lines]
    for row in rows:
        row.wanted, row.remark = row.wanted or "", row.remark or ""
        if row.product is None and not row.wanted.strip():
            raise BusinessError(_("Choose the product, or write what the customer calls it."))
    InquiryLine.objects.bulk_create(rows)
