"""Supply checks in words: each reason with the figures that led to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.supply.states import SupplyCheckResult
from salesmgmt.core.money import CENT

if TYPE_CHECKING:
    from decimal import Decimal

    from orders.supply.models import SupplyCheck


def yuan(amount: Decimal | int) -> str:
    return f"¥{amount:,.2f}"


def pieces(quantity: Decimal | int) -> str:
    return f"{quantity:,.2f}".rstrip("0").rstrip(".")


def words_of(code: str, check: SupplyCheck) -> str:
    """One reason or warning of a check, in the reader's language."""
    figures = {
        "balance": yuan(check.balance),
        "line": yuan(check.line) if check.line is not None else "—",
        "over": yuan(max(check.balance - check.line, CENT)) if check.line is not None else "—",
        "grade": check.grade or "—",
        "contract": check.contract or "—",
        "state": check.contract_reason,
        "supplied": pieces(check.supplied_quantity),
        "average": pieces(check.avg_monthly_qty or 0),
        "amount": yuan(check.demand_amount),
        "prepaid": yuan(check.prepaid or 0),
        "percent": check.rules.get("near_line_percent", ""),
    }
    return _texts()[code] % figures


def _texts() -> dict:
    return {
        "contract_not_performed": _("Contract %(contract)s is not performed normally: %(state)s"),
        "grade_e": _("The customer is graded E and has no warning line: no supply on credit."),
        "no_valid_grade": _("The customer has no approved evaluation and so no warning line: no supply on credit."),
        "grade_outdated": _(
            "The evaluation behind grade %(grade)s is outdated: no supply on credit without a new one."
        ),
        "over_warning_line": _(
            "The balance of %(balance)s exceeds the warning line of grade %(grade)s (%(line)s) by %(over)s."
        ),
        "above_avg_monthly_qty": _("%(supplied)s supplied this month; the average of grade %(grade)s is %(average)s."),
        "near_warning_line": _(
            "The balance of %(balance)s has reached %(percent)s %% of the warning line of grade %(grade)s (%(line)s)."
        ),
        "price_not_conforming": _("A price is below what price list and price rules give."),
        "not_paid": _("The goods are not paid: %(prepaid)s of %(amount)s confirmed as prepayment."),
        "gm_decides_sporadic": _("Price and payment are in order; without contract the general manager decides."),
        "free_sample": _("A sample free of charge: the warning line is not tested."),
    }


def figures_in_words(check: SupplyCheck) -> str:
    """What a decision about this supply looks at, in one line: the figures of now, and why they do not pass."""
    figures = [
        (_("Outstanding"), yuan(check.outstanding)),
        (_("of which overdue"), yuan(check.overdue)),
        (_("Value of this demand"), yuan(check.demand_amount)),
        (_("Warning line"), yuan(check.line) if check.line is not None else _("none")),
    ]
    return "；".join([*(f"{label} {value}" for label, value in figures), *reasons_in_words(check)])


def reasons_in_words(check: SupplyCheck) -> list:
    return [words_of(code, check) for code in check.reasons]


def warnings_in_words(check: SupplyCheck) -> list:
    return [words_of(code, check) for code in check.warnings]


def refusal_text(check: SupplyCheck) -> str:
    """All reasons as one sentence for a message or a notice."""
    return _("Supply control: %(reasons)s") % {"reasons": " ".join(reasons_in_words(check))}


def result_label(check: SupplyCheck) -> str:
    """The result; an allowed supply with warnings says so."""
    if check.result == SupplyCheckResult.ALLOW and check.warnings:
        return _("Supply, with warnings")
    return check.get_result_display()
