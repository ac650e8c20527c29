"""What stands against a mark: without a database."""

from decimal import Decimal

import pytest

from orders.monthly_task.rules import AccountState, why_not_mark


@pytest.mark.parametrize(
    ("kind", "state", "note", "said"),
    [
        ("posting", AccountState(unbilled=1), "", "1 signed delivery of the months before is not billed yet."),
        ("posting", AccountState(untouched=3), "", ""),
        ("reconciliation", AccountState(), "x", "The statement of the month before has not been sent yet."),
        (
            "reconciliation",
            AccountState(statement="draft"),
            "x",
            "The statement of the month before has not been sent yet.",
        ),
        (
            "reconciliation",
            AccountState(statement="sent"),
            " ",
            "The customer has not answered the statement. Say in the remark what was agreed.",
        ),
        ("reconciliation", AccountState(statement="sent"), "核对无误", ""),
        (
            "reconciliation",
            AccountState(statement="disputed"),
            "x",
            "The customer's figure differs. Explain the difference on the statement first.",
        ),
        ("reconciliation", AccountState(statement="confirmed"), "", ""),
        ("reconciliation", AccountState(statement="settled"), "", ""),
        ("dunning", AccountState(untouched=2), "x", "2 overdue invoices have no collection action this month."),
        ("dunning", AccountState(unbilled=2), "", ""),
        ("recovery", AccountState(old=Decimal("500")), "", "500.00 is long overdue. Say in the remark"),
        ("recovery", AccountState(old=Decimal("500")), "律师函已发", ""),
    ],
)
def test_what_stands_against_a_mark(english, kind, state, note, said):
    found = why_not_mark(kind, state, note)
    assert found.startswith(said) and bool(found) == bool(said)
