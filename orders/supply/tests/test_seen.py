"""What the general manager decides on: today's figures, what moved since he was asked, and what he saw (SUP-04)."""

from decimal import Decimal as D

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from orders.demand.decision import check_again, refer_demand, submit_demand
from orders.payment.allocation import accept_proposal
from orders.supply.models import SupplyCheck
from orders.supply.moved import require_seen, seal
from orders.tests import factories_fulfilment as make
from orders.tests.factories import checked_demand
from orders.tests.factories_money import confirmed_payment, posted_invoice
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def notice(people, customer):
    """600,000.00 owed by a customer of grade B: the head of sales has referred the notice."""
    posted_invoice(customer, "600000.00")
    made = checked_demand(customer)
    submit_demand(made.pk, people.rep1)
    refer_demand(made.pk, people.director)
    made.refresh_from_db()
    return made


def step_of(document):
    return approvals.open_steps_of(document).get()


def pay(people, customer, amount):
    accept_proposal(confirmed_payment(customer, amount).pk, people.finance)


def test_the_page_computes_the_figures_when_it_opens_and_says_what_moved(people, customer, notice, client):
    """SUP-04"""
    client.force_login(people.gm)
    context = client.get(notice.get_absolute_url()).context
    assert (context["check_is_now"], context["check"].outstanding, context["moved"]) == (True, 600000, [])
    pay(people, customer, "20000.00")
    check_again(notice.pk, people.director)  # what somebody looks at meanwhile does not change what he was asked
    stored = SupplyCheck.objects.count()
    page = client.get(notice.get_absolute_url())
    assert page.context["check"].outstanding == D("580000.00")
    assert page.context["moved"][0][0] == "与警戒线比较的余额"  # as the panel beside it calls the figure
    assert [row[1:] for row in page.context["moved"]] == [("600,000.00", "580,000.00")] * 2
    assert "580,000.00" in page.content.decode() and "600,000.00" in page.content.decode()
    assert SupplyCheck.objects.count() == stored


def test_what_he_saw_is_stored_with_what_he_was_asked(people, customer, notice, client):
    """SUP-04"""
    asked = SupplyCheck.objects.filter(demand=notice).first()
    pay(people, customer, "20000.00")
    client.force_login(people.gm)
    address = reverse("step-do", args=[step_of(notice).pk, "approve"])
    form = client.get(address).context["extra"]
    assert "580,000.00" in str(form.fields["reason"].help_text)
    # The dialog of the list of approvals says it too: who decides there has not opened the page.
    assert "提请特批以来的变动" in str(form.fields["reason"].help_text)
    assert "600,000.00 → 580,000.00" in str(form.fields["reason"].help_text)
    seen = form["seen"].subwidgets[0].data["value"]
    assert client.post(address, {"reason": "客户本周付款", "seen": seen, "comment": ""}).status_code == 302
    notice.refresh_from_db()
    check = SupplyCheck.objects.filter(demand=notice, occasion="exception").get()
    assert (notice.status, check.outstanding, check.asked) == ("accepted", D("580000.00"), asked)
    assert "seen" not in approvals.last_round(notice).steps.get(key="exception").data
    page = client.get(notice.get_absolute_url())
    assert [row[1:] for row in page.context["moved"]] == [("600,000.00", "580,000.00")] * 2
    sheet = client.get(reverse("supply-check-pdf", args=[check.pk]))
    assert (sheet.status_code, sheet.content[:4]) == (200, b"%PDF")


def test_a_decision_on_figures_that_moved_meanwhile_is_refused_and_shows_the_new_ones(people, customer, notice, client):
    """SUP-04"""
    client.force_login(people.gm)
    address = reverse("step-do", args=[step_of(notice).pk, "approve"])
    old = client.get(address).context["extra"]["seen"].subwidgets[0].data["value"]
    posted_invoice(customer, "50000.00")
    before = SupplyCheck.objects.count()
    refused = client.post(address, {"reason": "agreed", "seen": old, "comment": ""})
    assert refused.status_code == 409
    assert "600,000.00 → 650,000.00" in refused.content.decode()
    notice.refresh_from_db()
    assert (notice.status, SupplyCheck.objects.count()) == ("gm_exception", before)
    new = refused.context["extra"]["seen"].subwidgets[0].data["value"]
    assert client.post(address, {"reason": "agreed", "seen": new, "comment": ""}).status_code == 302
    assert SupplyCheck.objects.get(occasion="exception").outstanding == D("650000.00")


def test_what_was_seen_of_another_notice_or_written_by_hand_is_no_sight(people, customer, notice):
    other = checked_demand(customer)
    check = SupplyCheck(customer=customer, demand=notice, balance=0, outstanding=0, overdue=0)
    for token in ("invented", seal(SupplyCheck(customer=customer, demand=other, balance=0, outstanding=0, overdue=0))):
        with pytest.raises(BusinessError, match="out of date"):
            require_seen(token, check)
    require_seen(seal(check), check)


def test_an_order_that_is_held_is_decided_on_the_figures_of_the_moment_too(people, client):
    """SUP-04"""
    note = make.draft_delivery(people)
    order = note.order
    posted_invoice(note.customer, "500000.01")
    client.force_login(people.rep1)
    assertContains(client.post(reverse("delivery-do", args=[note.pk, "issue"])), "供货核定", status_code=409)
    asked = SupplyCheck.objects.filter(order=order).first()
    posted_invoice(note.customer, "10000.00")
    client.force_login(people.gm)
    page = client.get(order.get_absolute_url())
    assert (page.context["check"].outstanding, page.context["asked"]) == (D("510000.01"), asked)
    address = reverse("order-do", args=[order.pk, "grant"])
    form = client.get(address).context["form"]
    assert "500,000.01 → 510,000.01" in str(form.fields["comment"].help_text)
    old = form["seen"].subwidgets[0].data["value"]
    posted_invoice(note.customer, "1.00")
    assertContains(client.post(address, {"comment": "agreed", "seen": old}), "打开页面后数据有变动", status_code=409)
    assert not SupplyCheck.objects.filter(order=order, result="exception").exists()
    new = client.get(address).context["form"]["seen"].subwidgets[0].data["value"]
    assert client.post(address, {"comment": "agreed", "seen": new}).status_code == 302
    check = SupplyCheck.objects.get(order=order, result="exception")
    assert (check.outstanding, check.asked) == (D("510001.01"), asked)


def test_departments_see_neither_the_figures_nor_what_moved(people, customer, notice, client):
    pay(people, customer, "20000.00")
    client.force_login(people.planner)
    page = client.get(notice.get_absolute_url())
    assert page.status_code == 200
    assert "moved" not in page.context
    assert "580,000.00" not in page.content.decode()
