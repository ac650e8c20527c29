"""A block from Excel pasted into the lines of a quote; the same handler serves every line table."""

import pytest
from django.urls import reverse

from pricing.quote.models import Quote
from pricing.tests.factories import ProductFactory, price

pytestmark = pytest.mark.django_db


def pasted(client, address, text, at=""):
    answer = client.post(address, {"pasted_block": text, "pasted_at": at})
    return answer.status_code, answer.json()


def test_known_rows_are_chosen_with_what_they_fill_and_the_others_keep_their_reason(client, people):
    first = price(ProductFactory(code="ZB-1", name="总泵"), 100)
    ProductFactory(code="FB-1", name="制动分泵"), ProductFactory(code="FB-2", name="制动分泵")
    client.force_login(people.rep1)
    text = "产品编码\t数量\t单价\tx\nzb-1\t1,200\t99.5\t\n没有的\t5\t1\t\n制动分泵\t很多\t\t\n"
    status, found = pasted(client, reverse("quote-create"), text)
    assert status == 200
    known, unknown, ambiguous = found["rows"]
    assert known["values"] == {"product": first.pk, "quantity": "1200", "price": "99.5"}
    assert known["options"]["product"]["fills"]["price"] == "100.00"
    assert known["remarks"] == {}
    assert unknown["values"] == {"quantity": "5", "price": "1"}
    assert "没有的" in unknown["remarks"]["product"]
    assert "FB-1" in ambiguous["remarks"]["product"]
    assert "FB-2" in ambiguous["remarks"]["product"]
    assert ambiguous["values"]["quantity"] == "很多"
    assert "很多" in ambiguous["remarks"]["quantity"]
    assert not Quote.objects.exists()


def test_a_block_without_headings_begins_in_its_cell(client, people):
    client.force_login(people.rep1)
    _status, found = pasted(client, reverse("quote-create"), "5\t100\n7\t200", at="quantity")
    assert [row["values"] for row in found["rows"]] == [
        {"quantity": "5", "price": "100"},
        {"quantity": "7", "price": "200"},
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ZB-1\t10\t170\nZB-1\t7\t\n", {"quantity": "10", "price": "170"}),
        ("ZB-1\t380\t套\t10\t170\n", {"spec": "380", "unit": "套", "quantity": "10", "price": "170"}),
        ("ZB-1\tΦ25.4\t套\t10\n", {"spec": "Φ25.4", "unit": "套", "quantity": "10"}),
        ("产品编码\t规格\nZB-1\t380\n", {"spec": "380"}),
    ],
)
def test_figures_behind_the_code_are_the_quantity_and_the_price(client, people, text, values):
    product = price(ProductFactory(code="ZB-1"), 100)
    client.force_login(people.rep1)
    for at in ("", "product"):
        _status, found = pasted(client, reverse("quote-create"), text, at=at)
        assert found["rows"][0]["values"] == {"product": product.pk, **values}


def test_the_same_handler_serves_other_line_tables(client, people):
    product = price(ProductFactory(code="ZB-9"), 100)
    client.force_login(people.manager)
    for name in ("price-adjustment-create", "inquiry-create", "material-index-create"):
        _status, found = pasted(client, reverse(name), "ZB-9", at="product")
        assert found["rows"][0]["values"]["product"] == product.pk, name


def test_nothing_and_too_much_are_refused_in_words(client, people):
    client.force_login(people.rep1)
    assert pasted(client, reverse("quote-create"), " \n ")[0] == 409
    assert pasted(client, reverse("quote-create"), "a\tb\n" * 501)[0] == 409


def test_who_may_not_create_may_not_ask_either(client, people):
    """SEC-01"""
    client.force_login(people.finance)
    answer = client.post(reverse("quote-create"), {"pasted_block": "ZB-1\t5"})
    assert answer.status_code == 403


def test_two_hundred_rows_ask_as_few_questions_as_two(client, people, django_assert_max_num_queries):
    codes = [ProductFactory(code=f"B-{number}").code for number in range(200)]
    client.force_login(people.rep1)
    client.get(reverse("quote-create"))
    with django_assert_max_num_queries(12):
        _status, found = pasted(client, reverse("quote-create"), "\n".join(f"{code}\t5" for code in codes))
    assert len(found["rows"]) == 200
    assert all(not row["remarks"] for row in found["rows"])
