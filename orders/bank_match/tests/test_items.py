"""Which open invoices a receipt pays: without a database."""

import datetime as dt
from decimal import Decimal as D

from orders.bank_match.items import Item, choose, combinations
from orders.bank_match.matching import numbers_in
from orders.bank_match.states import Evidence
from orders.known_payer.firm import firm_name

DAY = dt.date(2026, 1, 1)


def items(*amounts):
    """The oldest first, 1, 2, 3 …"""
    return [
        Item(place, D(amount), DAY + dt.timedelta(days=place), DAY, f"INV-{place}")
        for place, amount in enumerate(amounts, 1)
    ]


def chosen(amount, *amounts, named=(), most=3):
    word, shares = choose(D(amount), items(*amounts), set(named), most)
    return word, [(item.pk, str(share)) for item, share in shares]


def test_the_one_invoice_of_exactly_this_amount_is_paid():
    assert chosen("200.00", "100.00", "200.00", "300.00") == (Evidence.EXACT, [(2, "200.00")])


def test_two_invoices_of_the_same_amount_are_no_match():
    assert chosen("200.00", "200.00", "100.00", "200.00") == (Evidence.EQUAL, [])


def test_the_one_combination_that_gives_the_amount_is_paid():
    assert chosen("310.00", "100.00", "200.00", "310.01", "110.00") == (
        Evidence.SUM,
        [(2, "200.00"), (4, "110.00")],
    )


def test_two_combinations_are_no_match():
    assert chosen("300.00", "100.00", "200.00", "150.00", "150.00") == (Evidence.EQUAL, [])


def test_a_sum_has_no_more_invoices_than_the_setting_says_but_the_oldest_in_a_row():
    assert chosen("41.00", "1.00", "30.00", "7.00", "3.00", "90.00", most=2)[0] == Evidence.SUM
    assert chosen("40.00", "1.00", "30.00", "8.00", "2.00", "90.00", most=2)[0] == Evidence.OLDEST
    assert chosen("40.00", "1.00", "30.00", "8.00", "2.00", "90.00", most=3) == (
        Evidence.SUM,
        [(2, "30.00"), (3, "8.00"), (4, "2.00")],
    )


def test_else_the_oldest_first_and_the_rest_stays_free():
    assert chosen("120.00", "100.00", "200.00") == (Evidence.OLDEST, [(1, "100.00"), (2, "20.00")])
    assert chosen("500.00", "100.00", "200.00") == (Evidence.OLDEST, [(1, "100.00"), (2, "200.00")])


def test_what_the_purpose_names_comes_before_any_amount():
    assert chosen("200.00", "100.00", "200.00", "300.00", named={3}) == (Evidence.NAMED, [(3, "200.00")])


def test_without_an_open_invoice_the_money_is_free():
    assert chosen("1.00") == (Evidence.FREE, [])


def test_more_open_invoices_than_can_mean_anything_are_not_combined():
    assert len(combinations(D("5.00"), items(*["2.00", "3.00"] * 40), 3)) <= 2
    assert chosen("5.00", *["2.00", "3.00"] * 40)[0] in (Evidence.EQUAL, Evidence.OLDEST)


def test_names_are_one_whatever_brackets_width_blanks_and_legal_form():
    same = ["重庆（渝江）机械有限公司", "重庆(渝江)机械有限责任公司", "重庆 渝江 机械有限公司", "重庆渝江机械有限公司"]
    assert len({firm_name(name) for name in same}) == 1
    assert firm_name("重庆渝江机械股份有限公司") != firm_name(same[0])


def test_numbers_in_a_purpose_are_found_between_chinese_words():
    assert numbers_in("付货款INV-2026-00017、合同con-2026-00003号") == {"INV-2026-00017", "CON-2026-00003"}
    assert numbers_in("发票２４９５２０００００００１０９１０１４１") == {"24952000000010910141"}
    assert numbers_in("货款 12345") == set()
