"""Receiving originals for filing, and the job that finds those that were not handed over in time (CON-13, J10)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.contract.models import Contract
from contracts.contract.standing import manager_of
from contracts.filing.models import ContractFiling
from contracts.filing.permissions import SIGNED, can_file_original
from salesmgmt.core import audit
from salesmgmt.core.calendar import add_working_days, day_of, today
from salesmgmt.core.domain.approvals.address import everybody
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.notices import Message, notify_many
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks, open_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    from contracts.contract.querysets import ContractQuerySet
    from salesmgmt.core.models import User


TASK = "original-to-file"


def due_on(signed_on: dt.date, days: int) -> dt.date:
    """The last day for handing the original over: signed on Monday and three working days, it is Thursday (CON-13)."""
    return add_working_days(signed_on, days)


def signed_on(contract: Contract) -> dt.date | None:
    """The day on which the second of the two signed."""
    days = [day for day in (contract.our_signed_on, contract.customer_signed_on) if day]
    return max(days) if len(days) == 2 else None


@transaction.atomic
def file_original(pk: int, user: User, *, received_on: dt.date, shelf: str, remark: str = "") -> ContractFiling:
    """Contract management confirms that it has the original of the version in force, and where it lies (CON-13,
    002-1 §10.2). Once a version: an original that moves to another shelf is a remark, not a second original."""
    contract = lock(Contract, pk, "customer__owner")
    require(can_file_original(user, contract))
    if received_on > today():
        raise BusinessError(_("The original cannot be received in the future."))
    signed = signed_on(contract)
    if contract.version == 1 and signed and received_on < signed:
        raise BusinessError(_("It was signed on %(day)s: nobody had the original before that.") % {"day": signed})
    if not shelf.strip():
        raise BusinessError(_("Say on which shelf the original lies."))
    if contract.filings.filter(version=contract.version).exists():
        raise BusinessError(_("The original of version %(version)d is filed already.") % {"version": contract.version})
    filing = ContractFiling.objects.create(
        contract=contract,
        version=contract.version,
        received_by=user,
        received_on=received_on,
        shelf=shelf.strip(),
        remark=remark,
    )
    audit.record(contract, user, gettext_noop("Original filed"), comment=f"V{filing.version} · {filing.shelf}")
    close_tasks(contract, [TASK], user)
    return filing


def unfiled() -> ContractQuerySet:
    """Signed contracts whose original of the version in force contract management does not have (CON-13)."""
    filed = ContractFiling.objects.filter(contract=OuterRef("pk"), version=OuterRef("version"))
    return Contract.objects.filter(~Exists(filed), status__in=SIGNED[:3])


def late_on(day: dt.date) -> list:
    """Those of unfiled() whose time has run out before ``day``."""
    days = policy().filing_working_days
    found = unfiled().filter(our_signed_on__isnull=False).select_related("customer__owner").order_by("pk")
    return [contract for contract in found if (signed := signed_on(contract)) and due_on(signed, days) < day]


def alert_unfiled(at: dt.datetime) -> int:
    """J10: whoever is in charge of a contract and his manager hear, once, that its original is not filed in time; the
    to-do stays until contract management has it (CON-13)."""
    people = everybody()
    return in_batches("contract-filing", late_on(day_of(at)), lambda contracts: _alert(contracts, people))


def _alert(contracts: list[Contract], people: dict[int, User]) -> int:
    """How many contracts somebody was told about now."""
    urls = {contract.get_absolute_url(): contract for contract in contracts}
    for contract in contracts:
        contract.customer.owner = people.get(contract.customer.owner_id)
    told = notify_many(
        Message(
            [contract.responsible, manager_of(contract)],
            lambda contract=contract: _("The original is not filed yet: %(contract)s") % {"contract": contract},
            url=url,
            key=f"unfiled-{contract.pk}-V{contract.version}",
        )
        for url, contract in urls.items()
    )
    news = {urls[notice.url] for notice in told}
    open_tasks(
        TASK,
        [
            (
                contract,
                contract.responsible,
                lambda contract=contract: (
                    _("Hand over the original of %(contract)s to contract management") % {"contract": contract}
                ),
            )
            for contract in contracts
            if contract in news
        ],
    )
    return len(news)
