"""The supply check: figures under the customer's lock, a decision, a row that shows both (004 §4.1, §4.2)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from orders.account.posting import lock_account
from orders.supply.figures import figures_of
from orders.supply.goods import to_supply
from orders.supply.models import SupplyCheck
from orders.supply.rules import decide, with_exception
from orders.supply.words import refusal_text
from salesmgmt.core import registry
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any

    from orders.supply.states import SupplyCheckOccasion
    from salesmgmt.core.models import User

# The settings that a check is made with, kept on its row.
RULES = ("supply_balance", "supply_adds_demand", "monthly_quantity_rule", "near_line_percent")


@transaction.atomic
def check_demand(
    demand: Any,
    user: User,
    occasion: SupplyCheckOccasion = SupplyCheck.Occasion.DEMAND,
    *,
    exception_reason: str = "",
    asked: SupplyCheck | None = None,
) -> SupplyCheck:
    """Check a demand notice and store the decision (SUP-04). The account is locked until the caller's transaction
    ends, so that two decisions about one warning line cannot both use the same room. The goods may go where the
    result passes; a reason makes it the exception of the general manager, valid for this notice only, and ``asked`` is
    the check he was asked with."""
    lock_account(demand.customer)
    return _store(_look_at_demand(demand, exception_reason), user, occasion, asked)


@transaction.atomic
def check_order(
    order: Any,
    user: User,
    occasion: SupplyCheckOccasion = SupplyCheck.Occasion.ORDER,
    *,
    lines: list | None = None,
    exception_reason: str = "",
    asked: Any = None,
) -> SupplyCheck:
    """Check an order, the ``lines`` of it that are to be released or delivered now, or what a change makes of it. An
    order made from a notice carries the notice's exception and prepayment; an exception given on the order itself holds
    for this order."""
    lock_account(order.customer)
    return _store(_look_at_order(order, lines, exception_reason or granted_reason(order)), user, occasion, asked)


def look(document: Any) -> SupplyCheck:
    """The check of a notice or an order as it would be made now: today's figures for a page, neither locked nor stored."""
    return _look_at_order(document) if document.KIND == "order" else _look_at_demand(document)


def _look_at_demand(demand: Any, exception_reason: str = "") -> Any:
    lines = list(demand.lines.select_related("product"))
    return _look(demand.customer, demand, lines, exception_reason, demand=demand)


def _look_at_order(order: Any, lines: Any = None, exception_reason: str = "") -> Any:
    return _look(order.customer, order, to_supply(order, lines), exception_reason, demand=order.demand, order=order)


def _store(check: SupplyCheck, user: User, occasion: SupplyCheckOccasion, asked: SupplyCheck | None) -> SupplyCheck:
    check.checked_by, check.occasion, check.asked = user, occasion, asked
    check.save(force_insert=True)
    return check


def granted_reason(order: Any) -> str:
    """The reason of the exception that covers this order: its own or its notice's; "" without one (SUP-04)."""
    checks = SupplyCheck.objects.filter(result=SupplyCheck.Result.EXCEPTION)
    own = checks.filter(order=order, occasion=SupplyCheck.Occasion.EXCEPTION).first()
    noticed = checks.filter(demand=order.demand_id).first() if order.demand_id else None
    found = own or noticed
    return found.exception_reason if found else ""


def _look(
    customer: Any, document: Any, lines: Any, exception_reason: str, *, demand: Any = None, order: Any = None
) -> SupplyCheck:
    """A SupplyCheck with every figure of this moment and the decision that follows from them; not stored."""
    rules, day = policy(), today()
    exposure = registry.fact("customer", "exposure", customer)
    figures = figures_of(customer, document.kind, document.contract, lines, exposure, day, demand=demand, order=order)
    decision = decide(figures, rules)
    if exception_reason and decision.result != SupplyCheck.Result.ALLOW:
        decision = with_exception(decision)
    kept = asdict(figures)
    kept.pop("grade_is_valid")
    return SupplyCheck(
        **kept,
        customer=customer,
        demand=demand,
        order=order,
        contract=document.contract,
        unallocated=exposure.unallocated,
        exposure_lines=[[str(label), str(sum_)] for label, sum_ in exposure.lines],
        balance=decision.balance,
        result=decision.result,
        reasons=decision.reasons,
        warnings=decision.warnings,
        rules={name: getattr(rules, name) for name in RULES},
        exception_reason=exception_reason if decision.result == SupplyCheck.Result.EXCEPTION else "",
    )


def latest_check(document: Any) -> Any:
    """The check in force of a notice or an order, or None."""
    return document.supply_checks.select_related("checked_by", "customer", "contract").first()


def asked_check(document: Any, since: Any) -> Any:
    """The check with which the general manager was asked: the last one made up to ``since``, when his step or the hold
    began. What somebody looks at later does not change what he was asked."""
    return document.supply_checks.filter(checked_at__lte=since).first() if since else latest_check(document)


def refuse_to_accept(check: SupplyCheck) -> str:
    """The head of sales does not accept what supply control does not let pass (SUP-04): the text of the 403."""
    if check.result == SupplyCheck.Result.REFER:
        return _("%(why)s Only the %(gm)s may decide on this: refer the notice to him.") % {
            "why": refusal_text(check),
            "gm": Role.GM.label,
        }
    return refusal_text(check)
