"""By what the goods of a plan are judged: the customer's requirement and the contract's outgoing inspection standard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from contracts.annex.models import ContractAnnex
from contracts.annex.states import ContractAnnexKind

if TYPE_CHECKING:
    from typing import Any

    from orders.order.models import Order


def standards_of(order: Order) -> Any:
    """The outgoing inspection standards filed with the contract of an order, the newest first: it is in force (QC-01).

    Who reads the plan, the production or the inspection reads them, and nothing else of the contract.
    """
    rows = ContractAnnex.objects.filter(
        contract=order.contract_id,
        kind=ContractAnnexKind.INSPECTION_STANDARD,
        attachment__removed_at__isnull=True,
    )
    return rows.select_related("attachment").order_by("-pk")


def quality_context(document: Any, lines: Any) -> dict:
    """The card “quality requirement” of a plan, a production or an inspection: ``lines`` are (label, requirement, file)."""
    name = f"{document.KIND.replace('_', '-')}-standard"
    standards = standards_of(document.order) if document.order.contract_id else []
    return {
        "quality_lines": lines,
        "standards": [(each, reverse(name, args=[document.pk, each.pk])) for each in standards],
        "has_contract": bool(document.order.contract_id),
    }
