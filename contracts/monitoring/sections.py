"""The cards of the page of a contract: its warnings, how far it has come, its course in dates (CON-15, RSK-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contracts.contract.states import ContractStatus
from contracts.monitoring.risks import warnings_of
from salesmgmt.core import registry
from salesmgmt.core.calendar import day_of, today
from salesmgmt.core.permissions import sees_prices

if TYPE_CHECKING:
    from contracts.contract.models import Contract
    from salesmgmt.core.models import User


BEFORE = (
    ContractStatus.DRAFT,
    ContractStatus.MANAGER_REVIEW,
    ContractStatus.DEPARTMENT_REVIEW,
    ContractStatus.DIRECTOR_REVIEW,
    ContractStatus.GM_APPROVAL,
    ContractStatus.APPROVED,
    ContractStatus.DISCARDED,
)


def warnings_shown(contract: Contract, user: User) -> dict | None:
    """Expiry, missing annex, original, seal; None where there is nothing to warn of."""
    found = [] if contract.status in BEFORE else warnings_of(contract)
    return {"warnings": found} if found else None


def life_shown(contract: Contract, user: User) -> dict | None:
    """Ordered, delivered, billed, paid in quantity, money and per cent; money for those who see prices (CON-15)."""
    if contract.status in BEFORE:
        return None
    life = registry.fact("contract", "life", contract)
    if life is None:
        return None
    labels = {
        "ordered": _("Ordered"),
        "delivered": _("Delivered"),
        "billed": pgettext("contract", "Billed"),
        "paid": _("Paid"),
    }
    prices = sees_prices(user)
    rows = [
        {
            "label": labels[name],
            "quantity": measure.quantity,
            "amount": measure.amount,
            "share": measure.share,
            "width": min(int((measure.share or 0) * 100), 100),
        }
        for name, measure in life.items()
        if prices or name in ("ordered", "delivered")
    ]
    return {
        "rows": rows,
        "sees_prices": prices,
        "quantity": contract.total_quantity,
        "amount": contract.amount,
        "monitorings": contract.monitorings.select_related("by")[:3] if prices else [],
        "deviations": contract.deviations.not_closed()[:5],
    }


def course_shown(contract: Contract, user: User) -> dict | None:
    """The dates of a contract in one line, past and to come."""
    if contract.status in BEFORE:
        return None
    rows = [
        (contract.approved_on, _("Approved")),
        (contract.our_signed_on, _("Signed by us")),
        (contract.customer_signed_on, _("Signed by the customer")),
        (contract.activated_on, _("In effect")),
        (contract.end_date, _("End")),
    ]
    rows += [(filing.received_on, _("Original filed")) for filing in contract.filings.all()]
    rows += [
        (day_of(version.put_in_force_at), _("Version %(n)d") % {"n": version.version})
        for version in contract.versions.all()
        if version.version > 1
    ]
    rows += registry.fact("contract", "dates", contract, default=[])
    dated = sorted(((day, label) for day, label in rows if day), key=lambda row: row[0])
    return {"dates": [{"day": day, "label": label, "past": day <= today()} for day, label in dated]}
