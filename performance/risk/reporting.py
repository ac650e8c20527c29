"""A risk is seen and reported to the manager (RSK-01, RSK-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.customer.models import Customer
from customers.intelligence.models import MarketIntelligence
from performance.risk.models import RiskReport
from performance.risk.permissions import can_mark_as_risk, can_report_risk, can_report_risk_of
from performance.risk.states import RiskCategory
from salesmgmt.core import audit
from salesmgmt.core.calendar import day_of, today
from salesmgmt.core.domain.approvals.address import manager_above
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def report_risk(user: User, **fields: Any) -> RiskReport:
    """Report a risk with a proposal: the manager hears of it at once, and the time stays as it is (RSK-01).

    Raises BusinessError without a proposal, without a description, or for a risk known only from tomorrow on;
    PermissionDenied for a customer of somebody else's.
    """
    require(can_report_risk(user))
    contract = fields.get("contract")
    if contract is not None and fields.get("customer") is None:
        fields["customer"] = contract.customer
    if fields.get("customer") is not None:
        require(can_report_risk_of(user, fields["customer"]))
    if contract is not None and contract.customer_id != fields["customer"].pk:
        raise BusinessError(_("The contract is another customer's."))
    return _report(user, user, **fields)


def _report(user: User, reporter: User, **fields: Any) -> RiskReport:
    if not (fields.get("proposal") or "").strip():
        raise BusinessError(_("Say what you propose to do about the risk."))
    if not (fields.get("description") or "").strip():
        raise BusinessError(_("Describe the risk."))
    if fields["known_since"] > today():
        raise BusinessError(_("A risk cannot be known only from a day that is still to come."))
    risk = RiskReport(number=next_number(RiskReport.KIND), created_by=user, reporter=reporter, **fields)
    risk.save()
    audit.record(risk, user, gettext_noop("Risk reported"), to_status=risk.status)
    notify(
        [manager_above(user)],  # of what the manager himself marked, his superior (SEC-04)
        lambda: _("Risk reported: %(what)s") % {"what": risk.title},
        url=risk.get_absolute_url(),
        body=risk.proposal,
    )
    return risk


@transaction.atomic
def report_customer_risk(pk: int, user: User, **fields: Any) -> RiskReport:
    """The button on the page of a customer (RSK-01)."""
    customer = Customer.objects.visible_to(user).select_related("owner").get(pk=pk)
    return report_risk(user, customer=customer, **fields)


def reporting_of(model: type[Any], name: str) -> Callable:
    """run(pk, user, **fields) of the same button on the page of a contract, an order or a receivable: the report names it
    and its customer (RSK-01)."""

    @transaction.atomic
    def run(pk: int, user: User, **fields: Any) -> RiskReport:
        document = model.objects.select_related("customer__owner").get(pk=pk)
        return report_risk(user, customer=document.customer, **{name: document}, **fields)

    return run


@transaction.atomic
def report_market_risk(pk: int, user: User, proposal: str) -> RiskReport:
    """RSK-05: an item of market intelligence marked as risk gives a market risk in *reported*, once."""
    item = lock(MarketIntelligence, pk, "created_by")
    require(can_mark_as_risk(user, item))
    return _report(
        user,
        item.created_by,
        category=RiskCategory.MARKET,
        title=item.title,
        customer=item.customer,
        intelligence=item,
        description=item.content,
        known_since=day_of(item.created_at),
        proposal=proposal,
    )
