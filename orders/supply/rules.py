"""Supply control as pure rules: figures in, decision out. No database, no clock (004 §4.1, §4.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from customers.customer.states import Grade
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from typing import Any


CONTRACT, SPORADIC, SAMPLE, REPLACEMENT = "contract", "sporadic", "sample", "replace"
ALLOW, REFER, REFUSE, EXCEPTION = "allow", "refer", "refuse", "exception"
NEAR_LINE, OVER_LINE = "near_warning_line", "over_warning_line"


@dataclass(frozen=True)
class Figures:
    """Everything a supply decision is made from."""

    kind: str
    grade: str = ""
    # Recent enough to count (SET-06); an outdated grade is no valid grade.
    grade_is_valid: bool = True
    line: Decimal | None = None
    avg_monthly_qty: int | None = None
    outstanding: Decimal = ZERO
    overdue: Decimal = ZERO
    # Accepted earlier and not yet billed, what this order has delivered included, and the value of this demand: counted
    # by SET-10 only.
    committed: Decimal = ZERO
    # What the same order has delivered already, billed or not: with this demand it is what the prepayment must reach.
    delivered_amount: Decimal = ZERO
    demand_amount: Decimal = ZERO
    demand_quantity: Decimal = ZERO
    supplied_quantity: Decimal = ZERO
    # None: without contract.
    contract_ok: bool | None = None
    contract_reason: str = ""
    price_ok: bool | None = None
    prepaid: Decimal | None = None


@dataclass(frozen=True)
class Decision:
    """``result`` allow, refer (to the general manager) or refuse, with the codes of reasons and warnings."""

    result: str
    balance: Decimal
    reasons: list = field(default_factory=list)
    warnings: list = field(default_factory=list)


def balance_of(figures: Figures, rules: Any) -> Decimal:
    """What is compared with the warning line: the outstanding (or the overdue, SET-09), with this demand and all that
    was accepted before and not yet billed where SET-10 says so. Without the latter two notices could each use the
    same room under the line."""
    balance = figures.overdue if rules.supply_balance == "overdue" else figures.outstanding
    if rules.supply_adds_demand:
        balance += figures.committed + figures.demand_amount
    return balance


def decide(figures: Figures, rules: Any) -> Decision:
    """May these goods be supplied (CF-29)? Contract customers: SUP-01 and SUP-02; customers without contract: SUP-03;
    a sample free of charge owes nothing, and yet goes to a customer graded E by the general manager only (RAT-04)."""
    balance = balance_of(figures, rules)
    if figures.kind == CONTRACT:
        return _decide_contract(figures, balance, rules)
    if figures.kind == SAMPLE and figures.demand_amount == 0:
        if figures.grade == Grade.E:
            return Decision(REFER, balance, ["grade_e"])
        return Decision(ALLOW, balance, [], ["free_sample"])
    if figures.kind == REPLACEMENT:
        return _decide_replacement(figures, balance, rules)
    return _decide_sporadic(figures, balance)


def _decide_replacement(figures: Figures, balance: Decimal, rules: Any) -> Decision:
    """Goods that were rejected at the gate and come again at their price: they were granted once, the line is asked."""
    reasons = line_reasons(figures, balance)
    return Decision(REFER if reasons else ALLOW, balance, reasons, near_line(figures, balance, rules))


def _decide_contract(figures: Figures, balance: Decimal, rules: Any) -> Decision:
    reasons = [*contract_reasons(figures), *line_reasons(figures, balance)]
    warnings = near_line(figures, balance, rules)
    if is_above_average(figures):
        (reasons if rules.monthly_quantity_rule == "cap" else warnings).append("above_avg_monthly_qty")
    return Decision(REFER if reasons else ALLOW, balance, reasons, warnings)


def contract_reasons(figures: Figures) -> list:
    """The contract must be performed normally (SUP-01, 004 §4.1.1)."""
    return [] if figures.contract_ok else ["contract_not_performed"]


def line_reasons(figures: Figures, balance: Decimal) -> list:
    """The balance must not exceed the warning line; equal is not exceeding (SUP-02, 004 §4.1.2). Grade E or no valid
    grade has no line: nothing is supplied on credit (SUP-06)."""
    if figures.grade == Grade.E:
        return ["grade_e"]
    if not figures.grade or figures.line is None:
        return ["no_valid_grade"]
    if not figures.grade_is_valid:
        return ["grade_outdated"]
    return ["over_warning_line"] if balance > figures.line else []


def is_above_average(figures: Figures) -> bool:
    """More was supplied this month than the grade's average monthly quantity (SUP-05): by SET-11 a warning or a cap."""
    return figures.avg_monthly_qty is not None and figures.supplied_quantity > figures.avg_monthly_qty


def near_line(figures: Figures, balance: Decimal, rules: Any) -> list:
    """The early warning before the line is crossed, from SET-12 of it on (SUP-07)."""
    state = line_state(figures.line, balance, rules.near_line_percent)
    return [state] if state == NEAR_LINE else []


def line_state(line: Decimal | None, balance: Decimal, percent: int) -> str:
    """Where a balance stands at its warning line: over it, near it from SET-12 of it on, or "" (SUP-07, 004 §5.4.5).

    Grade D has 150,000: 120,000 is near, 150,000 is near, 150,000.01 is over.
    """
    if line is None:
        return ""
    if balance > line:
        return OVER_LINE
    return NEAR_LINE if balance * 100 >= line * percent else ""


def _decide_sporadic(figures: Figures, balance: Decimal) -> Decision:
    """Without contract all three are needed: the price conforms, the goods are paid, the general manager approves
    (SUP-03, 004 §4.1.3). The first two are facts that nobody waives; the line is not tested, because it is paid."""
    reasons = []
    if not figures.price_ok:
        reasons.append("price_not_conforming")
    if figures.prepaid is None or not paid_ok(figures.demand_amount + figures.delivered_amount, figures.prepaid):
        reasons.append("not_paid")
    if reasons:
        return Decision(REFUSE, balance, reasons)
    return Decision(REFER, balance, ["gm_decides_sporadic"])


def paid_ok(order_value: Decimal, prepaid: Decimal) -> bool:
    """8,000 ordered and 8,000 prepaid may be supplied; 7,999.99 may not (REC-15)."""
    return prepaid >= order_value


def with_exception(decision: Decision) -> Decision:
    """The general manager decides: what was referred to him goes; what is refused stays refused (SUP-03, SUP-04)."""
    if decision.result == REFUSE:
        return decision
    return Decision(EXCEPTION, decision.balance, decision.reasons, decision.warnings)
