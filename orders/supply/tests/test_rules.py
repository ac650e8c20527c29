"""Supply control as tables of examples, without a database."""

from dataclasses import replace
from decimal import Decimal

import pytest

from orders.supply.rules import Figures, balance_of, decide, with_exception
from salesmgmt.core.domain.settings import defaults

RULES = defaults()
LINES = {"A": (700000, 10000), "B": (500000, 7000), "C": (300000, 4000), "D": (150000, 2000)}


def under_contract(grade="B", outstanding="0", **changes):
    line, average = LINES.get(grade, (None, None))
    figures = Figures(
        "contract",
        grade=grade,
        line=Decimal(line) if line else None,
        avg_monthly_qty=average,
        outstanding=Decimal(outstanding),
        contract_ok=True,
    )
    return replace(figures, **changes)


@pytest.mark.parametrize(
    ("grade", "outstanding", "result"),
    [
        # W9: grade A, 700,000.00 / 700,000.01.
        ("A", "700000.00", "allow"),
        ("A", "700000.01", "refer"),
        ("B", "500000.00", "allow"),
        ("B", "500000.01", "refer"),
        ("C", "300000.00", "allow"),
        ("C", "300000.01", "refer"),
        ("D", "150000.00", "allow"),
        ("D", "150000.01", "refer"),
        ("A", "-20.00", "allow"),
    ],
)
def test_sup_02_the_balance_may_reach_the_warning_line_and_not_exceed_it(grade, outstanding, result):
    """SUP-02"""
    decision = decide(under_contract(grade, outstanding), RULES)
    assert decision.result == result
    assert decision.reasons == (["over_warning_line"] if result == "refer" else [])


@pytest.mark.parametrize(
    ("ok", "result", "reasons"), [(True, "allow", []), (False, "refer", ["contract_not_performed"])]
)
def test_sup_01_the_contract_must_be_performed_normally(ok, result, reasons):
    """SUP-01"""
    decision = decide(under_contract(contract_ok=ok), RULES)
    assert (decision.result, decision.reasons) == (result, reasons)


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"grade": "E", "line": None}, ["grade_e"]),
        ({"grade": "", "line": None}, ["no_valid_grade"]),
        ({"grade_is_valid": False}, ["grade_outdated"]),
    ],
)
def test_sup_06_without_a_valid_grade_nothing_is_supplied_on_credit(changes, reasons):
    """SUP-06"""
    decision = decide(under_contract(**changes), RULES)
    assert (decision.result, decision.reasons) == ("refer", reasons)


@pytest.mark.parametrize(
    ("supplied", "rule", "result", "warnings", "reasons"),
    [
        (4000, "warning", "allow", [], []),
        (4001, "warning", "allow", ["above_avg_monthly_qty"], []),
        (4001, "cap", "refer", [], ["above_avg_monthly_qty"]),
        (4000, "cap", "allow", [], []),
    ],
)
def test_sup_05_the_average_monthly_quantity_warns_or_caps(supplied, rule, result, warnings, reasons):
    """SUP-05"""
    decision = decide(under_contract("C", supplied_quantity=supplied), defaults(monthly_quantity_rule=rule))
    assert (decision.result, decision.warnings, decision.reasons) == (result, warnings, reasons)


@pytest.mark.parametrize(
    ("price_ok", "prepaid", "result", "reasons"),
    [
        (True, "8000.00", "refer", ["gm_decides_sporadic"]),
        (True, "7999.99", "refuse", ["not_paid"]),
        (True, None, "refuse", ["not_paid"]),
        (False, "8000.00", "refuse", ["price_not_conforming"]),
        (False, "0", "refuse", ["price_not_conforming", "not_paid"]),
    ],
)
def test_sup_03_without_contract_price_payment_and_general_manager_are_all_needed(price_ok, prepaid, result, reasons):
    """SUP-03"""
    figures = Figures(
        "sporadic", price_ok=price_ok, prepaid=prepaid and Decimal(prepaid), demand_amount=Decimal("8000.00")
    )
    decision = decide(figures, RULES)
    assert (decision.result, decision.reasons) == (result, reasons)
    granted = with_exception(decision)
    assert granted.result == ("exception" if result == "refer" else "refuse")


def test_sup_03_the_warning_line_is_not_tested_for_goods_that_are_paid():
    """SUP-03"""
    figures = Figures("sporadic", grade="E", price_ok=True, prepaid=Decimal(100), demand_amount=Decimal(100))
    assert decide(replace(figures, outstanding=Decimal("9000000")), RULES).reasons == ["gm_decides_sporadic"]


def test_a_free_sample_goes_to_a_customer_graded_e_by_the_general_manager_only():
    """RAT-04"""
    decision = decide(Figures("sample", grade="E"), RULES)
    assert (decision.result, decision.reasons) == ("refer", ["grade_e"])
    assert with_exception(decision).result == "exception"


def test_a_sample_free_of_charge_is_no_supply_on_credit_but_a_charged_one_is_paid_first():
    assert decide(Figures("sample"), RULES).result == "allow"
    charged = Figures("sample", demand_amount=Decimal(10), price_ok=True)
    assert decide(charged, RULES).reasons == ["not_paid"]


@pytest.mark.parametrize(
    ("rules", "balance"),
    [
        (defaults(), 300),
        (defaults(supply_balance="overdue"), 200),
        (defaults(supply_adds_demand=True), 350),
        (defaults(supply_balance="overdue", supply_adds_demand=True), 250),
    ],
)
def test_the_settings_say_what_is_compared_with_the_line(rules, balance):
    figures = under_contract(outstanding="300", overdue=Decimal(200), committed=Decimal(40), demand_amount=Decimal(10))
    assert balance_of(figures, rules) == balance


@pytest.mark.parametrize(
    ("balance", "warnings"), [("119999.99", []), ("120000", ["near_warning_line"]), ("150000", ["near_warning_line"])]
)
def test_sup_07_an_early_warning_comes_before_the_line_is_crossed(balance, warnings):
    """SUP-07"""
    assert decide(under_contract("D", balance), RULES).warnings == warnings


def test_every_reason_is_named_at_once():
    decision = decide(under_contract("D", "150000.01", contract_ok=False), RULES)
    assert decision.reasons == ["contract_not_performed", "over_warning_line"]
