"""A quality tracking card is printed, and found under customer, product and delivery note (QC-04)."""

import pytest
from django.urls import reverse

from customers.follow_up.call import log_follow_up
from customers.tests.factories import active_customer
from orders.tests import factories_fulfilment as make
from orders.tests.factories import confirmed_order

pytestmark = pytest.mark.django_db


def call_on(note, user, customer=None):
    product = note.lines.get().product
    return log_follow_up(
        user,
        customer=customer or note.customer,
        satisfaction=4,
        product_code=product.code,
        product_name=product.name,
        card={"delivery_note": note.number, "findings": "使用三个月无渗漏"},
    )


def shown(client, name, pk):
    page = client.get(reverse(name, args=[pk]))
    assert page.status_code == 200
    return [row.record.call for row in page.context["page"].object_list]


def test_the_card_of_a_call_on_a_delivered_product_is_printed_and_listed(client, people):
    """QC-04."""
    note = make.signed_delivery(people)
    call = call_on(note, people.rep1)
    product = note.lines.get().product
    client.force_login(people.rep1)
    assert client.get(reverse("tracking-card-pdf", args=[call.pk]))["Content-Type"] == "application/pdf"
    assert shown(client, "customer-tracking-cards", note.customer_id) == [call]
    assert shown(client, "product-tracking-cards", product.pk) == [call]
    assert shown(client, "delivery-tracking-cards", note.pk) == [call]
    assert (
        reverse("tracking-card-pdf", args=[call.pk])
        in client.get(reverse("product-tracking-cards", args=[product.pk])).content.decode()
    )


def test_a_card_stands_under_no_other_product_customer_or_note(client, people):
    """QC-04: a number that another customer's note bears by chance leads to nothing."""
    note, other = make.signed_delivery(people), make.signed_delivery(people)
    call_on(note, people.rep1, active_customer(people.rep1))
    client.force_login(people.rep1)
    for name, pk in (
        ("customer-tracking-cards", note.customer_id),
        ("product-tracking-cards", other.lines.get().product_id),
        ("delivery-tracking-cards", note.pk),
    ):
        assert shown(client, name, pk) == []


def test_others_do_not_see_the_cards_of_customers_out_of_their_scope(client, people):
    """QC-04, SEC-01."""
    note = make.signed_delivery(people)
    call_on(note, people.rep1)
    client.force_login(people.rep2)
    assert client.get(reverse("customer-tracking-cards", args=[note.customer_id])).status_code == 404
    assert shown(client, "product-tracking-cards", note.lines.get().product_id) == []
    client.force_login(people.warehouse)
    assert client.get(reverse("product-tracking-cards", args=[note.lines.get().product_id])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_tab_asks_the_same_questions_for_one_card_and_three(client, people, rows, django_assert_num_queries):
    note = make.signed_delivery(people, make.stocked_order(people, confirmed_order(owner=people.rep1)))
    for _each in range(rows):
        call_on(note, people.rep1)
    client.force_login(people.director)
    address = reverse("product-tracking-cards", args=[note.lines.get().product_id])
    client.get(address)
    with django_assert_num_queries(10):
        client.get(address)
