"""Who may do what with sample and service part requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.sample.states import SampleRequestStatus
from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from customers.sample.models import SampleRequest
    from salesmgmt.core.models import User


@because(_("A sample is requested by those in charge of the customer or by the service centre."))
def can_request_sample(user: User, customer: Customer) -> bool:
    return may(user, "sample_request", "C", owner=customer.owner)


@because(_("A sample request is edited by those who may make it, while it is a draft."))
def can_edit_sample(user: User, request: SampleRequest) -> bool:
    return request.is_editable and can_submit_sample(user, request)


@because(_("A sample request is dealt with by those in charge of the customer or by the service centre."))
def can_submit_sample(user: User, request: SampleRequest) -> bool:
    return may(user, "sample_request", "U", owner=request.customer.owner)


@because(_("What the customer said of the sample is recorded by those in charge of him or by the service centre."))
def can_close_sample(user: User, request: SampleRequest) -> bool:
    """Whoever asked for it writes down what the customer said."""
    return can_submit_sample(user, request)


def can_revise_sample(user: User, request: SampleRequest) -> bool:
    return request.status == SampleRequestStatus.REJECTED and can_submit_sample(user, request)
