"""The company of the measurements: every constraint holds, the books agree, and what pages need is there."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.urls import reverse

from customers.customer.models import Customer
from orders.account.check import differences
from orders.invoice.models import Invoice
from orders.payment.models import Payment
from orders.stock.models import StockBalance
from performance.commission.models import CommissionMonth
from performance.ready_view.catalogue import VIEWS
from pricing.product.models import Product
from salesmgmt.bench import analysis, data, parties, reward, work
from salesmgmt.bench.acts import quote_form
from salesmgmt.bench.floor import Floor
from salesmgmt.bench.meter import most_held
from salesmgmt.bench.pages import lists_of, singles_of
from salesmgmt.bench.plain_form import plain_form
from salesmgmt.core.domain import approvals
from salesmgmt.core.models import ApprovalRound, ApprovalStep, User
from salesmgmt.core.permissions import Role

SMALL = data.Size(
    customers=50, users=60, products=20, stocked=40, quotes=60, contracts=60, orders=60, invoices=300, payments=320
)


REWARDS_OF = {
    "bench-rep-1": {"my page", "my page, what follows", "my commission"},
    "bench-mgr-1": {"team page"},
    "bench-fin-1": {"annual check"},
    "bench-gm": {"team page", "annual check"},
}
REWARDS = set().union(*REWARDS_OF.values())
NEW_LISTS = (
    "price-adjustment-list",
    "price-notice-list",
    "competitor-price-list",
    "inquiry-list",
    "material-index-list",
    "amendment-list",
    "termination-list",
    "contract-filings",
    "clause-list",
    "contract-deviation-list",
    "contract-risks",
)


@pytest.mark.django_db
def test_the_generated_company_keeps_its_books_is_searched_and_read(client):
    data.fill(SMALL, say=lambda line: None)
    assert differences() == []
    assert StockBalance.objects.filter(free__gt=0).count() == 40
    assert (Invoice.objects.count(), Payment.objects.count()) == (300, 320)
    # Of three hundred over five years nearly all open ones are past their day.
    assert set(Invoice.objects.values_list("status", flat=True)) - {"posted"} == {"overdue", "partly_paid", "paid"}
    assert ApprovalStep.objects.filter(status="pending").count() == 12
    assert set(ApprovalRound.objects.values_list("status", flat=True)) == set(ApprovalRound.Status.values)
    assert set(ApprovalStep.objects.values_list("status", flat=True)) == set(ApprovalStep.Status.values)
    assert {
        address for key, variant, address in lists_of(User.objects.get(username="bench-mgr-1")) if variant == "first"
    } >= {reverse(name) for name in NEW_LISTS}
    name = Customer.objects.order_by("pk").first().name
    assert Customer.objects.search(name[:4]).filter(name=name).exists()
    for account in parties.ACCOUNTS.values():
        client.force_login(User.objects.get(username=account))
        assert client.get(reverse("invoice-list")).status_code == 200
        names = dict(singles_of(User.objects.get(username=account)))
        follows = ("customer, what follows", "customer, its conversation and numbers")
        for name in (*follows, "life of an order", "late lines", "delivery week", "stock", "month end"):
            if name in names:
                assert client.get(names[name]).status_code == 200
        user = User.objects.get(username=account)
        pages = {name: address for name, address in singles_of(user) if name in REWARDS}
        assert {name: client.get(address).status_code for name, address in pages.items()} == dict.fromkeys(pages, 200)
        assert set(pages) == REWARDS_OF.get(account, set())
    assert set(names) >= {
        "life of an order",
        "late lines",
        "delivery week",
        "stock",
        "month end",
    }  # of the general manager
    assert reward.run()["people"] > 0
    assert not CommissionMonth.objects.exists()
    asked = {(row["who"], row["name"]): row["rows"] for row in analysis.measure()}
    assert asked["company", "sales by month"] == asked["team", "sales by month"] == 14
    assert {name for who, name in asked if who == "company"} >= {f"view {code}" for code in VIEWS}
    assert [name for name, _ours, _bare in work.statement()] == ["statement of account, PDF"]
    rep = User.objects.get(username=parties.ACCOUNTS["rep"])
    saved = [plain_form(RequestFactory().post(Floor.FORM, quote_form(rep))).content.decode() for _time in range(2)]
    assert saved == [str(Product.objects.filter(price_items__isnull=False).count())] * 2
    step = ApprovalStep.objects.filter(status="pending", assignee__in=User.objects.with_role(Role.SUP)).first()
    approvals.approve(step.pk, step.assignee)  # as fifty people do at once; nothing asks for another document first


def test_the_same_seed_gives_the_same_names_and_no_name_twice():
    assert parties.names(500) == parties.names(500)
    assert len(set(parties.names(100_000))) == 100_000


def test_what_a_process_held_at_most_is_its_own_and_not_of_the_one_that_started_it():
    held = bytearray(b"x" * 300 * 2**20)
    assert most_held() >= 300
    del held
    said = subprocess.run(
        [sys.executable, "-c", "from salesmgmt.bench.meter import most_held; print(most_held())"],
        check=True,
        stdout=subprocess.PIPE,
        cwd=settings.BASE_DIR,
    )
    assert int(said.stdout) < 200
