"""Sample and service part requests (SVC-07). Orders are to the right: they make the plan of what is approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.evaluation.standing import why_no_sample
from customers.sample.models import SampleRequest
from customers.sample.permissions import can_close_sample, can_edit_sample, can_request_sample, can_submit_sample
from salesmgmt.core import audit, registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from customers.customer.models import Customer
    from salesmgmt.core.models import ApprovalRound, ApprovalStep, User


@transaction.atomic
def request_sample(user: User, customer: Customer, **fields: Any) -> SampleRequest:
    require(can_request_sample(user, customer))
    request = SampleRequest.objects.create(
        number=next_number(SampleRequest.KIND), created_by=user, customer=customer, **fields
    )
    audit.record(request, user, gettext_noop("Created"), to_status=request.status)
    return request


@transaction.atomic
def update_sample(pk: int, user: User, **fields: Any) -> SampleRequest:
    request = lock(SampleRequest, pk, "customer__owner")
    require(can_edit_sample(user, request))
    if fields.get("customer", request.customer) != request.customer:
        require(can_request_sample(user, fields["customer"]))
    return change(request, user, gettext_noop("Edited"), **fields)


def problems_of_sample(request: SampleRequest, day: dt.date) -> list:
    """What keeps a request from being submitted; pure but for the request itself."""
    problems = []
    if not request.product_code:
        problems.append(_("Choose the product: the plan is made for a product of the catalogue."))
    if request.needed_on < day:
        problems.append(_("The day it is needed lies in the past."))
    return problems


def check_customer(request: SampleRequest) -> None:
    """No sample or service part for a customer graded E; a prospect may have one (RAT-04, LEAD-08)."""
    reason = why_no_sample(request.customer)
    if reason:
        raise BusinessError(reason, link=request.customer.get_absolute_url())


def check_decision(request: SampleRequest, step: ApprovalStep, user: User, data: dict) -> None:
    """The customer may have been graded E since the submission (RAT-04)."""
    check_customer(request)


def check_submit(request: SampleRequest, user: User) -> None:
    check_customer(request)
    problems = problems_of_sample(request, today())
    if problems:
        raise BusinessError(" ".join(problems))


submit_sample = approvals.submit_of(SampleRequest)


def approved_fields(request: SampleRequest, user: User) -> dict:
    return {"approved_at": timezone.now(), "approved_by": user}


def on_approved(request: SampleRequest, round_: ApprovalRound, user: User) -> None:
    """The app of orders makes a sample order and its plan release of the kind sample from it, in this transaction
    (SVC-07, PRD-01)."""
    registry.tell("sample_request", "approved", request, user=user)


@transaction.atomic
def revise_sample(pk: int, user: User) -> SampleRequest:
    """rejected → draft, to be changed and submitted again."""
    request = lock(SampleRequest, pk, "customer__owner")
    guard(request, SampleRequest.Status.DRAFT)
    require(can_submit_sample(user, request))
    require(request.status == SampleRequest.Status.REJECTED, _("Only a rejected sample request is revised."))
    return move(request, SampleRequest.Status.DRAFT, user)


@transaction.atomic
def cancel_sample(pk: int, user: User, comment: str) -> SampleRequest:
    request = lock(SampleRequest, pk, "customer__owner")
    guard(request, SampleRequest.Status.CANCELLED)
    require(can_submit_sample(user, request))
    return move(request, SampleRequest.Status.CANCELLED, user, comment=comment)


@transaction.atomic
def close_sample(pk: int, user: User, result: str) -> SampleRequest:
    """What the customer said of the sample or part; the confirmed sample is attached."""
    request = lock(SampleRequest, pk, "customer__owner")
    guard(request, SampleRequest.Status.CLOSED)
    require(can_close_sample(user, request))
    if not result.strip():
        raise BusinessError(_("Say what the customer said of it."))
    return move(request, SampleRequest.Status.CLOSED, user, comment=result, result=result.strip())


def why_not_submit(user: User, request: SampleRequest) -> str:
    if request.status != SampleRequest.Status.DRAFT or not can_submit_sample(user, request):
        return ""
    return " ".join(str(each) for each in problems_of_sample(request, today()))


def can_submit_now(user: User, request: Any) -> bool:
    return can_submit_sample(user, request) and not why_not_submit(user, request)
