"""Money: rounding, tax, capital characters."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from salesmgmt.core.money import MoneyField, cents, in_words, parse_amount, rmb_in_words, split_tax


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("0.005", "0.01"), ("2.675", "2.68"), ("1.125", "1.13"), ("-0.005", "-0.01"), ("-0.001", "0.00"), (2.675, "2.68")],
)
def test_cents_are_rounded_half_up(value, rounded):
    assert str(cents(value)) == rounded


@pytest.mark.parametrize(
    ("gross", "rate", "net", "tax"),
    [
        ("113.00", 13, "100.00", "13.00"),
        ("100.00", 13, "88.50", "11.50"),
        ("0.01", 13, "0.01", "0.00"),
        ("106", 6, "100.00", "6.00"),
        ("50.00", 0, "50.00", "0.00"),
        ("-113", 13, "-100.00", "-13.00"),
    ],
)
def test_tax_is_taken_out_of_the_gross(gross, rate, net, tax):
    assert split_tax(Decimal(gross), rate) == (Decimal(net), Decimal(tax))


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from([0, 6, 9, 13]))
def test_net_and_tax_always_make_the_gross(gross, rate):
    net, tax = split_tax(gross, rate)
    assert net + tax == gross and net >= 0 and tax >= 0


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("2.01", "贰元零壹分"),
        ("20", "贰拾元整"),
        ("0.05", "伍分"),
        ("100000000", "壹亿元整"),
        ("0", "零元整"),
        ("-16409.02", "负壹万陆仟肆佰零玖元零贰分"),
        ("-0.05", "负伍分"),
        ("100010000", "壹亿零壹万元整"),
        ("1234567890.12", "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分"),
        ("100000001.10", "壹亿零壹元壹角整"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("0.10", "壹角整"),
        ("2.005", "贰元零壹分"),
    ],
)
def test_amounts_in_capital_characters(amount, words):
    assert in_words(Decimal(amount)) == words


def test_the_closing_character_after_jiao_can_be_left_out():
    assert in_words("1409.50", whole_after_jiao=False) == "壹仟肆佰零玖元伍角"
    assert in_words("20", whole_after_jiao=False) == "贰拾元整"


def test_the_printed_prefix_leaves_no_gap():
    assert rmb_in_words("2.01") == "人民币贰元零壹分"


@pytest.mark.parametrize(
    ("text", "amount"),
    [("¥1,234.50", "1234.50"), ("（12.00）", "-12.00"), ("１２.５", "12.5"), (" 7 ", "7"), ("￥0.05", "0.05")],
)
def test_amounts_are_read_as_people_write_them(text, amount):
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "abc", "1.2.3", "NaN", "Infinity", "=1+1"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match="no amount"):
        parse_amount(text)


def test_a_money_field_refuses_negative_amounts_in_form_and_database():
    field = MoneyField()
    field.set_attributes_from_name("amount")
    with pytest.raises(ValidationError, match="确保该值大于或等于0"):
        field.clean(Decimal("-0.01"), None)
    assert field.db_check(connection) == '"amount" >= 0'
    assert MoneyField(negative=True).clean(Decimal("-0.01"), None) == Decimal("-0.01")


def test_a_money_field_refuses_three_decimals_and_huge_amounts():
    for amount in ("1.005", "1000000000000.00"):
        with pytest.raises(ValidationError, match="确认小数不超过 2 位|确认总共不超过 14 个数字"):
            MoneyField().clean(Decimal(amount), None)
