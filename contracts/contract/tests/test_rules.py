"""The pure rules of contracts: clauses, chain, confirmations, gaps, marks. No database."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest

from contracts.contract.models import Contract, ContractLine
from contracts.contract.signing import missing_marks, wrong_dates
from contracts.contract.standing import contract_performs
from contracts.contract.terms import changed_terms, missing_clauses
from contracts.review.steps import (
    Gap,
    confirmations,
    gap_of,
    is_major,
    missing_annexes,
    missing_confirmations,
    next_revision,
    production_gap,
    steps_for_contract,
)
from contracts.template.standard import TEXTS
from salesmgmt.core.domain.settings import defaults

DAY = dt.date(2026, 7, 1)
LINE = {"spec": "Φ25.4", "quantity": Decimal(10), "price": Decimal(100), "due_date": DAY}


def line(**changes):
    return ContractLine(product_id=1, tax_rate=Decimal(13), **{**LINE, **changes})


def contract(**fields):
    return Contract(**{**TEXTS, "amount": Decimal("500000.00"), **fields})


def step(key, status="approved", data=None, is_live=True, opinion=False):
    return SimpleNamespace(key=key, status=status, data=data or {}, is_live=is_live, opinion=opinion)


DEPARTMENTS = [step("technical"), step("quality"), step("production")]


# CON-02
@pytest.mark.parametrize(
    ("fields", "lines", "missing"),
    [
        ({}, [line()], []),
        ({}, [line(), line(spec=" ")], ["product specification"]),
        ({}, [line(quantity=Decimal(0))], ["quantity"]),
        ({}, [line(price=Decimal(0))], ["price"]),
        ({}, [line(due_date=None)], ["delivery date"]),
        ({"quality_terms": ""}, [line()], ["quality standard and warranty"]),
        ({"payment_terms": " \n"}, [line()], ["payment terms"]),
        ({"breach_terms": ""}, [line()], ["liability for breach"]),
        ({"after_sales_terms": ""}, [line()], ["after-sales service"]),
        ({"packing_terms": ""}, [line()], ["packing"]),
        ({"delivery_terms": ""}, [line()], ["place and mode of delivery"]),
        (
            {"payment_terms": "", "breach_terms": ""},
            [],
            ["product specification", "quantity", "price", "delivery date", "payment terms", "liability for breach"],
        ),
    ],
)
def test_the_missing_mandatory_clauses_are_listed(fields, lines, missing, english):
    assert missing_clauses(contract(**fields), lines) == missing


# CON-11
@pytest.mark.parametrize(
    ("amount", "limit", "major"),
    [
        ("500000.00", Decimal(500000), True),
        ("499999.99", Decimal(500000), False),
        ("500000.01", Decimal(500000), True),
        ("0.01", None, True),
        ("0.00", Decimal(0), True),
    ],
)
def test_a_contract_is_major_from_the_limit_on_and_always_without_a_limit(amount, limit, major):
    assert is_major(Decimal(amount), limit) is major


# CON-03, CON-04, CON-05, CON-11
@pytest.mark.parametrize(
    ("changes", "chain"),
    [
        (
            {},
            [
                (1, "manager"),
                (2, "technical"),
                (2, "quality"),
                (2, "production"),
                (2, "legal"),
                (3, "director"),
                (4, "gm"),
            ],
        ),
        ({"contract_departments": ["leg"]}, [(1, "manager"), (2, "legal"), (3, "director"), (4, "gm")]),
        (
            {"contract_departments": ["tec", "qa", "prod", "leg", "fin"], "major_contract_amount": Decimal(600000)},
            [
                (1, "manager"),
                (2, "technical"),
                (2, "quality"),
                (2, "production"),
                (2, "legal"),
                (2, "finance"),
                (4, "gm"),
            ],
        ),
        (
            {"contract_manager_review": False, "contract_director_review": False, "contract_departments": ["tec"]},
            [(2, "technical"), (4, "gm")],
        ),
        (
            {"contract_manager_review": False, "contract_director_review": False, "contract_departments": []},
            [(4, "gm")],
        ),
    ],
)
def test_a_profile_switches_reviewers_off_but_never_the_general_manager(changes, chain):
    steps = steps_for_contract(contract(), defaults(**changes))
    assert [(step.order, step.key) for step in steps] == chain


# CON-09
@pytest.mark.parametrize(
    ("steps", "given", "missing"),
    [
        (DEPARTMENTS, {"price_confirmed": True}, []),
        (DEPARTMENTS, {}, ["Sales price"]),
        (DEPARTMENTS, {"price_confirmed": False}, ["Sales price"]),
        # A department that was asked and has not agreed cannot be replaced by a tick.
        (
            [step("technical"), step("quality"), step("production", "pending")],
            {"price_confirmed": True, "production_confirmed": True},
            ["Production feasibility"],
        ),
        # Where the policy asks no department, the general manager confirms in its place.
        (
            [step("legal")],
            {"price_confirmed": True},
            ["Technical requirements", "Quality standard", "Production feasibility"],
        ),
        (
            [step("technical"), step("quality")],
            {"price_confirmed": True, "production_confirmed": True},
            [],
        ),
        # A decision that was taken back does not count.
        (
            [step("technical", is_live=False), step("technical", "pending"), step("quality"), step("production")],
            {"price_confirmed": True},
            ["Technical requirements"],
        ),
    ],
)
def test_four_confirmations_are_needed_and_the_price_is_given_by_the_general_manager(steps, given, missing, english):
    assert [str(label) for label in missing_confirmations([*steps, step("gm", "pending")], given)] == missing


def test_the_sheet_shows_the_four_confirmations_as_they_were_given():
    """CON-09"""
    decided = [*DEPARTMENTS, step("gm", data={"price_confirmed": "True"})]
    assert confirmations(decided) == {"technical": True, "quality": True, "production": True, "price": True}
    assert confirmations([step("technical"), step("quality", "rejected")]) == {
        "technical": True,
        "quality": False,
        "production": False,
        "price": False,
    }


# CON-06, CON-07
@pytest.mark.parametrize(
    ("key", "there", "missing"),
    [
        ("technical", set(), ["technical_agreement"]),
        ("technical", {"technical_agreement"}, []),
        ("quality", {"quality_agreement"}, ["outgoing_inspection_standard"]),
        ("quality", {"outgoing_inspection_standard"}, ["quality_agreement"]),
        ("quality", {"quality_agreement", "outgoing_inspection_standard"}, []),
        ("legal", set(), []),
    ],
)
def test_each_department_owes_its_annexes(key, there, missing):
    assert missing_annexes(key, there) == missing


# CON-08
@pytest.mark.parametrize(
    ("feasible_on", "feasible_quantity", "gap"),
    [
        (DAY, Decimal(100), None),
        (DAY - dt.timedelta(days=1), Decimal(120), None),
        (DAY + dt.timedelta(days=1), Decimal(100), Gap(1, Decimal(0))),
        (DAY, Decimal(80), Gap(0, Decimal(20))),
        (DAY + dt.timedelta(days=12), Decimal("99.5"), Gap(12, Decimal("0.5"))),
    ],
)
def test_the_gap_is_what_production_cannot_do(feasible_on, feasible_quantity, gap):
    assert production_gap(DAY, Decimal(100), feasible_on, feasible_quantity) == gap


def test_the_general_manager_sees_the_gap_from_what_production_stored():
    """CON-08"""
    asked = SimpleNamespace(first_due_date=DAY, total_quantity=Decimal(100))
    late = step("production", data={"feasible_quantity": "100", "feasible_date": "2026-07-13"})
    assert gap_of(asked, [late]) == Gap(12, Decimal(0))
    assert gap_of(asked, [step("production", "pending")]) is None


# CON-03, CON-17
@pytest.mark.parametrize(
    ("revision", "submitted", "last", "expected"),
    [
        (1, 0, None, 1),
        (1, 1, "rejected", 2),
        (1, 1, "returned", 2),
        # Withdrawn before anybody decided: nothing was reviewed.
        (1, 1, "withdrawn", 1),
        # The edit has already started the next revision.
        (2, 1, "cancelled", 2),
        (2, 1, "approved", 2),
    ],
)
def test_a_contract_that_came_back_is_submitted_as_the_next_revision(revision, submitted, last, expected):
    before = SimpleNamespace(status=last) if last else None
    assert next_revision(Contract(revision=revision, submitted_revision=submitted), before) == expected


FORM_LINE = {
    "product": SimpleNamespace(pk=1),
    "spec": "Φ25.4",
    "unit": "",
    "quantity": Decimal("10.00"),
    "price": Decimal("100.00"),
    "tax_rate": Decimal("13.00"),
    "due_date": DAY,
}


# CON-17
@pytest.mark.parametrize(
    ("values", "change", "changed"),
    [
        ({}, {}, []),
        ({"title": "new", "remark": "new"}, {}, []),
        ({}, {"price": Decimal("100.01")}, ["lines"]),
        ({}, {"quantity": Decimal(11)}, ["lines"]),
        ({}, {"due_date": DAY + dt.timedelta(days=1)}, ["lines"]),
        ({"payment_terms": "new"}, {}, ["payment_terms"]),
        ({"end_date": DAY}, {}, ["end_date"]),
        ({"payment_term_days": 60}, {"spec": "Φ28"}, ["payment_term_days", "lines"]),
    ],
)
def test_price_quantity_date_and_terms_are_terms_and_the_title_is_not(values, change, changed):
    made = contract(title="old", payment_term_days=30, end_date=DAY + dt.timedelta(days=90))
    found = changed_terms(made, values, [line()], [{**FORM_LINE, **change}], free=Contract.FREE_FIELDS)
    assert found == changed


MARKS = {
    "our_signed_on": DAY,
    "our_seal": True,
    "customer_signed_on": DAY,
    "customer_seal": True,
    "signed_scan_id": 1,
}


# CON-12
@pytest.mark.parametrize("absent", list(MARKS))
def test_each_of_the_four_marks_and_the_scan_is_needed(absent):
    empty = False if absent.endswith("seal") else None
    assert len(missing_marks(Contract(**{**MARKS, absent: empty}))) == 1
    assert missing_marks(Contract(**MARKS)) == []


# CON-10
@pytest.mark.parametrize(
    ("dates", "refused"),
    [
        ([DAY, DAY], False),
        ([DAY - dt.timedelta(days=1), DAY], True),
        ([None, DAY - dt.timedelta(days=1)], True),
        ([DAY + dt.timedelta(days=5), None], False),
        ([DAY + dt.timedelta(days=6), None], True),
        ([None, None], False),
    ],
)
def test_nobody_signs_before_the_approval_nor_in_the_future(dates, refused):
    assert bool(wrong_dates(DAY, dates, DAY + dt.timedelta(days=5))) is refused


# SUP-01
@pytest.mark.parametrize(
    ("fields", "performs"),
    [
        ({}, True),
        ({"end_date": DAY}, True),
        ({"end_date": DAY - dt.timedelta(days=1)}, False),
        ({"start_date": DAY + dt.timedelta(days=1)}, False),
        ({"breach_open": True}, False),
        ({"status": "suspended"}, False),
        ({"status": "signed"}, False),
        ({"status": "terminated"}, False),
        ({"status": "completed"}, False),
    ],
)
def test_a_contract_performs_while_active_in_its_period_and_without_breach(fields, performs):
    values = {"status": "active", "start_date": DAY, "end_date": DAY + dt.timedelta(days=30), **fields}
    found, reason = contract_performs(Contract(**values), DAY)
    assert (found, bool(reason)) == (performs, not performs)
