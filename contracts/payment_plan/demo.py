"""Payment plans of the demo company: every fifth contract in force is paid in instalments, and one draft is to be."""

from decimal import Decimal

from contracts.contract.models import Contract
from contracts.payment_plan.planning import begin_plan, write_plan
from contracts.payment_plan.states import Event, Part, Terms

# Every so many contracts in force have a plan.
EVERY = 5
WARRANTY_MONTHS = 12
INSTALMENTS = (
    {"part": Part.ADVANCE, "percent": Decimal(30), "event": Event.SIGNATURE, "days": 7},
    {"part": Part.SHIPMENT, "percent": Decimal(60), "event": Event.DELIVERY, "days": 30},
    {"part": Part.RETENTION, "percent": Decimal(10), "event": Event.WARRANTY_END, "days": 0},
)


def build(company):
    owned = Contract.objects.filter(customer__owner__isnull=False, payment_plan__isnull=True).order_by("pk")
    in_force = owned.filter(status=Contract.Status.ACTIVE)[::EVERY]
    drafts = owned.filter(status=Contract.Status.DRAFT)[:1]
    for contract in [*in_force, *drafts]:
        _plan(contract, INSTALMENTS)


def retain(contract, days):
    """The plan of a contract whose retention money falls due so many days after the warranty has ended."""
    return _plan(contract, (*INSTALMENTS[:-1], {**INSTALMENTS[-1], "days": days}))


def _plan(contract, lines):
    plan = begin_plan(contract.pk, contract.customer.owner)
    return write_plan(
        plan.pk,
        contract.customer.owner,
        lines=lines,
        terms=Terms.INVOICE,
        days=contract.payment_term_days,
        warranty_months=WARRANTY_MONTHS,
    )
