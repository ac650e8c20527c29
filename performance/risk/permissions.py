"""Who may do what with risks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.risk.states import KNOWN, RiskStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from customers.customer.models import Customer
    from performance.risk.models import RiskReport
    from salesmgmt.core.models import User


@because(right_of("risk", "R"))
def reads_risks(user: User) -> bool:
    return may_at_all(user, "risk", "R")


@because(right_of("risk", "C"))
def can_report_risk(user: User) -> bool:
    """RSK-01: the representatives identify risks and report them."""
    return may_at_all(user, "risk", "C")


@because(_("A risk of this customer is reported by his sales representative."))
def can_report_risk_of(user: User, customer: Customer) -> bool:
    return may(user, "risk", "C", owner=customer.owner)


@because(_("A risk of this customer is reported by his sales representative."))
def can_report_risk_at(user: User, document: Any) -> bool:
    """RSK-01; ``document``: a contract, an order or an invoice of the customer."""
    return can_report_risk_of(user, document.customer)


@because(_("Intelligence becomes a risk report once, by whoever passed it on or by his manager."))
def can_mark_as_risk(user: User, item: Any) -> bool:
    """RSK-05; ``item``: a MarketIntelligence."""
    own = item.created_by_id == user.pk and can_report_risk(user)
    return (own or may(user, "risk", "assess", owner=item.created_by)) and not item.risks.exists()


def _assesses(user: User, risk: RiskReport) -> bool:
    return decides_alone(user, risk, Role.MGR, may(user, "risk", "assess", owner=risk.reporter))


@because(_("A risk is assessed by the manager of the region, and by nobody who reported it."))
def can_assess_risk(user: User, risk: RiskReport) -> bool:
    """RSK-02, SEC-04."""
    return risk.status != RiskStatus.CLOSED and _assesses(user, risk)


@because(_("An assessed risk is given to somebody by the manager of the region."))
def can_respond_to_risk(user: User, risk: RiskReport) -> bool:
    return risk.status in KNOWN and _assesses(user, risk)


@because(_("A risk is closed by the manager of the region, after it was assessed."))
def can_close_risk(user: User, risk: RiskReport) -> bool:
    return risk.status in KNOWN and _assesses(user, risk)
