"""How an amount that a person types is read."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from orders.account.fields import AmountField

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1,234.50", "1234.50"),
        ("1，234，567.8", "1234567.80"),
        ("¥1,234.50", "1234.50"),
        ("1234.50元", "1234.50"),
        ("５００.０１", "500.01"),
        (" 12.5 ", "12.50"),
        ("0.01", "0.01"),
    ],
)
def test_an_amount_is_read_as_it_is_meant(typed, read):
    assert AmountField().clean(typed) == Decimal(read)


@pytest.mark.parametrize(
    "typed", ["12,5", "1，23", "1,2345", "12,34.5", "1.2E+06", "abc", "12.5.6", "1e5", "nan", "Infinity"]
)
def test_what_could_mean_two_amounts_is_refused(typed):
    with pytest.raises(ValidationError, match="Enter a number"):
        AmountField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("-5", "negative"),
        ("(5.00)", "negative"),
        ("0", "is zero"),
        ("1.234", "two decimals"),
        ("1000000000000", "too large"),
        ("", "required"),
        ("  ", "required"),
    ],
)
def test_an_amount_that_is_none_is_refused_in_words(typed, reason):
    with pytest.raises(ValidationError, match=reason):
        AmountField().clean(typed)


def test_a_field_that_may_stay_empty_stays_empty():
    field = AmountField(required=False, allow_zero=True)
    assert (field.clean(""), field.clean(" "), field.clean("0")) == (None, None, Decimal("0.00"))
