"""A billing run: many deliveries in one act, one invoice a customer, a contract or a delivery, refusals with the reason."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from orders.billing.entry import bill_delivery
from orders.billing.models import BillingGroup, BillingRun
from orders.billing.run import run_billing
from orders.invoice.models import Invoice
from orders.tests.factories import confirmed_order, everybody
from orders.tests.factories_fulfilment import signed_delivery, stocked_order
from salesmgmt.core.exceptions import BusinessError, PermissionDenied

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture(scope="module")
def kept(kept_db):
    """Two deliveries of one customer, of two contracts, and one of another customer."""
    people = everybody()
    first = signed_delivery(people)
    order = confirmed_order(first.customer, owner=people.rep1)
    notes = [first, signed_delivery(people, stocked_order(people, order)), signed_delivery(people)]
    return SimpleNamespace(people=people, notes=notes)


@pytest.fixture
def people(begun):
    return begun.people


@pytest.fixture
def notes(begun):
    return begun.notes


def pks(notes):
    return [note.pk for note in notes]


@pytest.mark.parametrize(("grouping", "sizes"), [("customer", [1, 2]), ("delivery", [1, 1, 1])])
def test_deliveries_are_put_together_as_asked(people, notes, grouping, sizes):
    run = run_billing(pks(notes), people.finance, grouping=grouping)
    assert sorted(run.groups.values_list("deliveries", flat=True)) == sizes
    assert Invoice.objects.count() == len(sizes)
    assert sum(group.amount for group in run.groups.all()) == sum(note.lines.get().amount for note in notes)


def test_one_invoice_a_contract(people, notes):
    run = run_billing(pks(notes), people.finance, grouping="contract")
    contracts = {note.order.contract_id for note in notes}
    assert run.groups.count() == len(contracts)


def test_a_group_that_is_refused_stops_no_other_and_says_why(people, notes):
    bill_delivery(notes[0].pk, people.finance)
    run = run_billing(pks(notes), people.finance, grouping="delivery")
    refused = run.groups.get(invoice=None)
    assert "on an invoice already" in refused.reason
    assert run.groups.exclude(invoice=None).count() == 2
    assert Invoice.objects.count() == 3  # the first one, and the two of the run


def test_different_terms_of_one_customer_are_refused_in_words(people, notes):
    for days, note in zip((30, 60), notes[:2], strict=True):
        contract = note.order.contract
        contract.payment_term_days = days
        contract.save(update_fields=["payment_term_days"])
    run = run_billing(pks(notes[:2]), people.finance, grouping="customer")
    assert "different payment terms (30、60 days)" in run.groups.get().reason
    assert run_billing(pks(notes[:2]), people.finance, grouping="delivery").groups.exclude(invoice=None).count() == 2


def test_nobody_but_finance_bills(people, notes):
    for name in ("rep1", "manager", "gm"):
        with pytest.raises(PermissionDenied, match="drawn up by finance"):
            run_billing(pks(notes), getattr(people, name), grouping="customer")
    with pytest.raises(BusinessError, match="Nothing was selected"):
        run_billing([], people.finance, grouping="customer")
    assert not BillingRun.objects.exists()


def test_the_page_asks_how_and_shows_what_became_of_each_group(people, notes, client):
    client.force_login(people.finance)
    address = reverse("billable-delivery-list")
    asked = client.post(address, {"bulk": "run", "pk": pks(notes)}).content.decode()
    assert "每份合同一张发票" in asked
    token = asked.split('name="form_token" value="')[1].split('"')[0]
    form = {"bulk": "run", "pk": pks(notes), "grouping": "customer", "date": "2020-01-01", "form_token": token}
    response = client.post(address, form)
    run = BillingRun.objects.get()
    assert response.url == reverse("billing-run", args=[run.pk])
    again = client.post(address, form)
    assert (again.url, BillingRun.objects.count()) == (response.url, 1)
    page = client.get(response.url).content.decode()
    assert all(group.invoice.get_absolute_url() in page for group in BillingGroup.objects.select_related("invoice"))
    assert client.get(reverse("billing-runs")).status_code == 200
    client.force_login(people.rep1)
    assert client.get(response.url).status_code == 403
