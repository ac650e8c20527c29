"""The page of a contract as finance and others see it: its life, invoices, payments; no edits (CON-15, CON-16)."""

import pytest
from django.urls import reverse

from orders.order.models import Order
from orders.tests.factories import confirmed_order, contract_of, terms_of
from pricing.tests.factories import ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract(customer):
    made = contract_of(customer, [(ProductFactory(), 1000, 100)])
    confirmed_order(customer, terms_of(made, 400), contract=made)
    return made


def page(client, user, name, contract):
    client.force_login(user)
    return client.get(reverse(name, args=[contract.pk]))


def test_finance_sees_invoices_and_payments_of_the_contract_and_edits_nothing(client, people, contract):
    """CON-16"""
    for name in ("contract-detail", "contract-invoices", "contract-payments", "contract-orders"):
        assert page(client, people.finance, name, contract).status_code == 200
    assert client.get(reverse("contract-edit", args=[contract.pk])).status_code == 403
    assert client.get(f"{reverse('amendment-create')}?contract={contract.pk}").status_code == 403
    for action in ("sign", "suspend", "file", "terminate", "monitor"):
        posted = client.post(reverse("contract-do", args=[contract.pk, action]))
        assert posted.status_code in (403, 409, 422), action  # 409 says why it is not on now
    remark = {"text": "账期与合同一致。"}
    assert client.post(reverse("contract-do", args=[contract.pk, "remark"]), remark).status_code == 302
    assert contract.finance_remarks.get().text == "账期与合同一致。"


def test_the_page_shows_how_far_the_contract_has_come(client, people, contract):
    """CON-15"""
    shown = page(client, people.rep1, "contract-detail", contract)
    text = shown.content.decode()
    assert 'id="life"' in text
    assert "40.0%" in text


def test_the_page_names_the_numbers_the_customer_gave_his_orders(client, people, contract):
    """ORD-01"""
    Order.objects.filter(contract=contract).update(customer_reference="PO-4711")
    assert "PO-4711" in page(client, people.rep1, "contract-detail", contract).content.decode()


def test_a_stranger_does_not_reach_the_tabs(client, people, contract):
    for name in ("contract-payments", "contract-amendments", "contract-deviations-tab"):
        assert page(client, people.rep2, name, contract).status_code == 404
