"""What contracts promise after the sale (SVC-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer
from customers.service.models import ServiceCommitment
from customers.service.permissions import can_keep_commitment
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def create_commitment(user: User, customer: Customer, contract_number: str, **fields: Any) -> ServiceCommitment:
    """Warranty period, scope, maintenance and removal of faults of one contract (SVC-01, 001 三(五)1)."""
    lock(Customer, customer.pk)
    require(can_keep_commitment(user, customer), _("You may not keep service commitments of this customer."))
    if not contract_number.strip():
        raise BusinessError(_("Name the contract."))
    try:
        with transaction.atomic():
            made = ServiceCommitment.objects.create(
                customer=customer, contract_number=contract_number.strip(), created_by=user, **fields
            )
    except IntegrityError as twice:
        raise BusinessError(_("The commitment of this contract and product category is there already.")) from twice
    audit.record(made, user, gettext_noop("Created"))
    return made


@transaction.atomic
def update_commitment(pk: int, user: User, **fields: Any) -> ServiceCommitment:
    """Changed for tickets to come; what was judged on old ones stays."""
    commitment = lock(ServiceCommitment, pk, "customer__owner")
    require(can_keep_commitment(user, commitment.customer))
    try:
        with transaction.atomic():
            return change(commitment, user, gettext_noop("Edited"), **fields)
    except IntegrityError as twice:
        raise BusinessError(_("The commitment of this contract and product category is there already.")) from twice
