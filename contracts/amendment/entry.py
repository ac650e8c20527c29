"""Applying for an amendment: the draft with the whole text as it is to be, and the customer's written application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.amendment.models import APPLICATION, AmendmentLine, ContractAmendment
from contracts.amendment.permissions import can_create_amendment, can_edit_amendment
from contracts.amendment.rules import changes_found
from contracts.amendment.states import OPEN, AmendmentStatus, Origin
from contracts.amendment.text import lines_of, write_lines
from contracts.contract.models import Contract
from contracts.contract.states import IN_PERFORMANCE
from contracts.contract.terms import TEXT_FIELDS, text_of
from salesmgmt.core import audit
from salesmgmt.core.domain import attachments
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import assign, lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


COPIED_FROM = gettext_noop("Copied from")
# What a request that is made anew takes over of the one before.
COPIED = ("origin", "change_types", "reason", "content", "holds_production", *TEXT_FIELDS)


@transaction.atomic
def create_amendment(
    user: User, *, contract: Contract, lines: list | None = None, application: Any = None, **values: Any
) -> ContractAmendment:
    """A draft with the text and the lines of the contract, as far as ``values`` and ``lines`` do not change them.

    ``application`` is the customer's written application (AMD-01). Whoever causes a change of the company applies for
    it (AMD-04).
    """
    contract = lock(Contract, contract.pk, "customer__owner")
    if contract.status not in IN_PERFORMANCE:
        raise BusinessError(
            _("%(contract)s is “%(status)s”: only a contract in force is amended.")
            % {"contract": contract, "status": contract.get_status_display()}
        )
    require(can_create_amendment(user, contract))
    amendment = ContractAmendment(
        number=next_number(ContractAmendment.KIND),
        created_by=user,
        contract=contract,
        base_version=contract.version,
        **{name: getattr(contract, name) for name in TEXT_FIELDS} | values,
    )
    amendment.department = _department(user, amendment)
    amendment.save(force_insert=True)
    _write(amendment, lines_of(contract) if lines is None else lines)
    audit.record(amendment, user, gettext_noop("Created"), to_status=amendment.status)
    _file_application(amendment, application, user)
    return amendment


def _department(user: User, amendment: ContractAmendment) -> str:
    if amendment.origin != Origin.COMPANY:
        return ""
    return Role.PROD.value if user.has_role(Role.PROD) else Role.REP.value


@transaction.atomic
def update_amendment(
    pk: int, user: User, *, lines: list | None = None, application: Any = None, **values: Any
) -> ContractAmendment:
    """Change a draft; whose contract it amends stays."""
    amendment = lock(ContractAmendment, pk, "contract__customer__owner")
    if not amendment.is_editable:
        raise BusinessError(
            _("%(document)s is “%(now)s” and can no longer be edited.")
            % {"document": amendment, "now": amendment.get_status_display()}
        )
    require(can_edit_amendment(user, amendment))
    with recorded(amendment, user):
        assign(amendment, values)
        amendment.department = _department(amendment.created_by, amendment)
        amendment.save(update_fields=[*values, "department", *amendment.touched_fields()])
        if lines is not None:
            _write(amendment, lines)
        else:
            _name_changes(amendment)
    _file_application(amendment, application, user)
    return amendment


def _write(amendment: ContractAmendment, lines: list) -> None:
    amendment.amount = write_lines(amendment, AmendmentLine, "amendment", lines)
    amendment.save(update_fields=["amount", *amendment.touched_fields()])
    _name_changes(amendment)


def _name_changes(amendment: ContractAmendment) -> None:
    """What was ticked, and whatever the text really changes: nobody forgets to name a price (AMD-06)."""
    found = changes_found(text_of(amendment.contract), text_of(amendment))
    named = list(dict.fromkeys([*amendment.change_types, *sorted(found)]))
    if named != list(amendment.change_types):
        amendment.change_types = named
        amendment.save(update_fields=["change_types", *amendment.touched_fields()])


def _file_application(amendment: ContractAmendment, application: Any, user: User) -> None:
    if application:
        attachments.add(amendment, application, user, kind=APPLICATION)


@transaction.atomic
def apply_again(pk: int, user: User) -> ContractAmendment:
    """A new draft like a request that was not possible or was rejected, with its files; it passes every check anew. One
    at a time: what was made of it already is led to."""
    old = lock(ContractAmendment, pk, "contract__customer__owner")
    if old.status not in (AmendmentStatus.NOT_ELIGIBLE, AmendmentStatus.REJECTED):
        raise BusinessError(_("Only a request that came to nothing is made again."))
    made = made_of(old)
    if made is not None:
        raise BusinessError(
            _("It was made again already: %(amendment)s.") % {"amendment": made}, link=made.get_absolute_url()
        )
    new = create_amendment(
        user,
        contract=old.contract,
        lines=lines_of(old),
        **{name: getattr(old, name) for name in COPIED},
    )
    attachments.copy_attachments(old, new)
    audit.record(new, user, COPIED_FROM, comment=str(old))
    return new


def made_of(old: ContractAmendment) -> ContractAmendment | None:
    """The draft or open amendment that was made again of this one, by its history."""
    newer = ContractAmendment.objects.filter(contract=old.contract_id, pk__gt=old.pk)
    running = newer.filter(status__in=(AmendmentStatus.DRAFT, *OPEN)).order_by("pk")
    copies = (each for each in running if _is_copy(each, old))
    return next(copies, None)


def _is_copy(amendment: ContractAmendment, old: ContractAmendment) -> bool:
    return audit.timeline(amendment).filter(action=COPIED_FROM, comment=str(old)).exists()
