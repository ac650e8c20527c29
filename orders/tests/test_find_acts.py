"""Ctrl+K finds what may be begun, not only what is there."""

import pytest
from django.urls import reverse
from django.utils import translation

pytestmark = pytest.mark.django_db


def found(client, text):
    with translation.override("zh-hans"):
        page = client.get(reverse("search"), {"q": text})
    return [(hit.label, hit.address) for hit in page.context["acts"]]


def test_the_form_of_a_new_quote_is_found_by_its_words_and_their_initials(rep):
    for text in ("新建报价", "xjbj"):
        assert ("新建报价", reverse("quote-create")) in found(rep, text)


def test_a_form_that_a_person_may_not_fill_in_is_not_found(client, people):
    client.force_login(people.rep1)
    assert reverse("customer-create") in [address for _label, address in found(client, "新建客户")]
    client.force_login(people.warehouse)
    assert found(client, "新建报价") == found(client, "新建客户") == []


def test_a_customer_and_a_list_lead_to_that_list_of_his(rep, customer):
    statements = reverse("customer-statements", args=[customer.pk])
    for text in (f"{customer.name} 对账单", f"对账单 {customer.name}"):
        assert statements in [address for _label, address in found(rep, text)]


def test_customers_of_others_are_not_found_that_way(client, people, customer):
    client.force_login(people.rep2)
    assert found(client, f"{customer.name} 对账单") == []


def test_a_customer_and_an_act_open_its_form_for_him(client, people, rep, customer):
    wanted = f"{reverse('quote-create')}?customer={customer.pk}"
    for text in (f"{customer.name} 新建报价", f"xjbj {customer.name}"):
        assert wanted in [address for _label, address in found(rep, text)]
    assert str(rep.get(wanted).context["form"]["customer"].value()) == str(customer.pk)
    for_him = [address for _label, address in found(rep, f"{customer.name} 新建客户")]
    assert not [each for each in for_him if each.startswith(reverse("customer-create"))]  # opened for no customer
    client.force_login(people.rep2)
    assert found(client, f"{customer.name} 新建报价") == []
