"""The approval of sample and service part requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from customers.sample.models import SampleRequest
from customers.sample.permissions import can_submit_sample
from customers.sample.request import approved_fields, check_decision, check_submit, on_approved
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role
from salesmgmt.core.templatetags.salesmgmt import quantity

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def steps_for_sample(request: SampleRequest, policy: Any) -> list[Step]:
    """The sales manager decides on samples and service parts (SVC-07)."""
    return [Step(1, Role.MGR, _("Approval by the sales manager"), SampleRequest.Status.SUBMITTED)]


def sample_card(requests: Any, user: User) -> dict:
    """What is asked for, how much of it and until when."""
    prefetch_related_objects(requests, "product_category")
    return {
        each.pk: [
            (_("Product"), each.product_label),
            (_("Quantity"), quantity(each.quantity)),
            (_("Needed on"), each.needed_on or "—"),
        ]
        for each in requests
    }


SAMPLE_REQUEST = Approval(
    model=SampleRequest,
    steps_for=steps_for_sample,
    approved=SampleRequest.Status.APPROVED,
    rejected=SampleRequest.Status.REJECTED,
    returned=SampleRequest.Status.DRAFT,
    withdrawn=SampleRequest.Status.DRAFT,
    can_submit=can_submit_sample,
    check_submit=check_submit,
    check_decision=check_decision,
    approved_fields=approved_fields,
    on_approved=on_approved,
    card=sample_card,
)
