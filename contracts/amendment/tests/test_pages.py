"""The pages of amendments: who opens what, what they say, what they cost."""

import io
import re

import pytest
from django.urls import reverse
from pypdf import PdfReader

from contracts.amendment.models import ContractAmendment
from contracts.contract.models import Contract
from contracts.contract.terms import key_of, text_of
from contracts.tests.amendments import approved_amendment, draft_amendment, submitted
from contracts.tests.factories import active_contract
from customers.tests.factories import active_customer
from salesmgmt.core.domain.routing import route
from salesmgmt.core.models import AuditEntry

pytestmark = pytest.mark.django_db

LIST_QUERIES = 8


@pytest.fixture
def contract(customer):
    return active_contract(customer)


def get(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=args))


def test_the_form_begins_with_the_contract_in_force(client, people, contract):
    client.force_login(people.rep1)
    page = client.get(f"{reverse('amendment-create')}?contract={contract.pk}")
    assert page.status_code == 200
    text = page.content.decode()
    assert contract.breach_terms in text
    assert contract.lines.get().product.code in text
    assert client.get(reverse("amendment-create")).status_code == 302


def test_who_sees_no_prices_applies_without_text_and_lines(client, people, contract):
    """AMD-04"""
    route(contract, role="prod")
    client.force_login(people.production)
    address = f"{reverse('amendment-create')}?contract={contract.pk}"
    page = client.get(address)
    assert "lines-0-price" not in page.content.decode()
    posted = client.post(address, {"origin": "company", "reason": "模具损坏", "content": "交期顺延十天"})
    made = ContractAmendment.objects.get()
    assert (posted.status_code, made.department, made.amount) == (302, "prod", contract.amount)


@pytest.mark.parametrize("started", [False, True])
def test_the_page_says_at_once_whether_the_change_is_possible(client, people, contract, monkeypatch, started, english):
    """AMD-02, AMD-03"""
    from salesmgmt.core import registry

    starts = [{"production": "PRD-1", "done": 1, "quantity": 2, "started_at": None}] if started else []
    monkeypatch.setitem(registry._registry.facts, ("contract", "production_starts"), lambda contract: starts)
    text = get(client, people.rep1, "amendment-detail", draft_amendment(contract).pk).content.decode()
    assert ("notice-warning" in text, "PRD-1" in text) == (started, started)
    assert ("notice-success" in text) is not started


def test_the_submit_form_asks_for_the_concession_only_after_the_start(client, people, contract, monkeypatch):
    """AMD-03"""
    address = reverse("amendment-do", args=[draft_amendment(contract).pk, "submit"])
    client.force_login(people.rep1)
    assert "resolution" not in client.get(address).content.decode()
    monkeypatch.setattr(Contract, "production_started", property(lambda self: True))
    assert "resolution" in client.get(address).content.decode()
    unnamed = client.post(address, {"resolution": "compensation"})
    assert unnamed.status_code == 422


def test_a_department_reads_what_changes_without_the_price(client, people, contract):
    amendment = submitted(draft_amendment(contract, packing_terms="可回收周转箱"), people)
    route(amendment, role="tec")
    text = get(client, people.technical, "amendment-detail", amendment.pk).content.decode()
    after = re.sub("<del>.*?</del>|</?ins>", "", text)
    assert "可回收周转箱" in after
    assert "90.00" not in text
    assert "1,000.00" not in text
    assert get(client, people.technical, "amendment-pdf", amendment.pk).status_code == 403


def test_a_stranger_finds_nothing(client, people, contract):
    amendment = draft_amendment(contract)
    for name in ("amendment-detail", "amendment-edit", "amendment-pdf"):
        assert get(client, people.rep2, name, amendment.pk).status_code == 404


def test_the_paper_has_every_field_of_the_form(client, people, contract):
    """F-12: contract, origin, change type, reason, production state, compensation, opinions, GM."""
    amendment = approved_amendment(contract, people)
    text = (
        PdfReader(io.BytesIO(get(client, people.rep1, "amendment-pdf", amendment.pk).content)).pages[0].extract_text()
    )
    for wanted in (contract.number, "客户改型", "单价调整", "未投入生产", people.gm.name, "变更前"):
        assert wanted in text, wanted
    assert key_of(amendment, text_of(amendment)) in text


def test_the_list_costs_the_same_for_one_and_three(client, people, contract, django_assert_num_queries):
    draft_amendment(contract)
    client.force_login(people.rep1)
    client.get(reverse("amendment-list"))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("amendment-list"))
    for _more in range(2):
        draft_amendment(active_contract(active_customer(people.rep1)))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("amendment-list"))


def test_posting_the_edit_form_changes_the_draft_and_names_the_change(client, people, contract):
    amendment = draft_amendment(contract, lines=None)
    client.force_login(people.rep1)
    address = reverse("amendment-edit", args=[amendment.pk])
    form = client.get(address).context["form"]
    line = amendment.lines.get()
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}
    data |= {
        "packing_terms": "木箱",
        "lines-TOTAL_FORMS": 1,
        "lines-INITIAL_FORMS": 1,
        "lines-MIN_NUM_FORMS": 1,
        "lines-MAX_NUM_FORMS": 500,
        "lines-0-id": line.pk,
        "lines-0-product": line.product_id,
        "lines-0-unit": line.unit,
        "lines-0-quantity": line.quantity,
        "lines-0-price": 88,
        "lines-0-tax_rate": line.tax_rate,
        "lines-0-due_date": line.due_date,
        "lines-0-state": "电泳黑",
    }
    posted = client.post(address, data)
    assert posted.status_code == 302, posted.context["form"].errors
    amendment.refresh_from_db()
    assert (amendment.packing_terms, amendment.lines.get().state, amendment.amount) == ("木箱", "电泳黑", 880)
    assert {"price", "technical_state", "terms"} <= set(amendment.change_types)
    assert AuditEntry.objects.filter(object_id=amendment.pk, actor=people.rep1).exclude(changes={}).exists()
