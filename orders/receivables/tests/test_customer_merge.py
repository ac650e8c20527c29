"""Two customer files become one: what happens to orders, checks and ledgers."""

from decimal import Decimal

import pytest

from customers.duplicate.merge import merge_customers
from customers.tests.factories import active_customer
from orders.account.models import Account
from orders.payment.allocation import allocate
from orders.payment.exposure import exposure_of, outstanding_of_many
from orders.supply.check import check_order
from orders.supply.models import SupplyCheck
from orders.tests.factories import confirmed_order
from orders.tests.factories_money import a_finance_user, confirmed_payment, posted_invoice
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(people):
    return active_customer(people.rep1, name="重庆川江机械有限公司"), active_customer(
        people.rep1, name="成都旧名有限公司"
    )


def test_orders_checks_and_the_ledger_follow_to_the_kept_file(people, pair):
    """CUS-13"""
    kept, merged = pair
    order = confirmed_order(merged)
    check_order(order, people.rep1)
    posted_invoice(merged, "1000.00")
    before = exposure_of(merged).outstanding
    merge_customers(kept.pk, people.manager, merged.pk, "同一家企业")
    order.refresh_from_db()
    assert (order.customer, exposure_of(kept).outstanding, exposure_of(merged).outstanding) == (kept, before, 0)
    assert Account.objects.get(entries__isnull=False).customer == kept
    assert not SupplyCheck.objects.filter(customer=merged).exists()


def test_its_orders_are_found_by_the_new_name(people, pair):
    kept, merged = pair
    order = confirmed_order(merged)
    assert list(type(order).objects.search("旧名")) == [order]
    merge_customers(kept.pk, people.manager, merged.pk, "…")
    assert (list(type(order).objects.search("旧名")), list(type(order).objects.search("川江"))) == ([], [order])


def test_two_ledgers_are_not_put_into_one(people, pair):
    """CUS-13, REC-13"""
    kept, merged = pair
    posted_invoice(kept, "1000.00")
    posted_invoice(merged, "2000.00")
    with pytest.raises(BusinessError, match="笔）：收回或红冲后再合并，已结清的账目随关闭的档案保留") as refusal:
        merge_customers(kept.pk, people.manager, merged.pk, "…")
    merged.refresh_from_db()
    assert "2,000.00" in str(refusal.value)
    assert (merged.status, exposure_of(merged).outstanding) == ("active", Decimal("2000.00"))


def test_a_settled_ledger_stays_with_the_closed_file(people, pair):
    """CUS-13, REC-13"""
    kept, merged = pair
    posted_invoice(kept, "1000.00")
    settled = posted_invoice(merged, "2000.00")
    payment = confirmed_payment(merged, "2000.00")
    allocate(payment.pk, a_finance_user(), [(settled.pk, Decimal("2000.00"))])
    merge_customers(kept.pk, people.manager, merged.pk, "…")
    merged.refresh_from_db()
    settled.refresh_from_db()
    assert (merged.status, settled.customer, exposure_of(kept).outstanding) == ("merged", merged, Decimal("1000.00"))
    assert {account.customer for account in Account.objects.all()} == {kept, merged}


def test_an_account_without_entries_gives_way(people, pair):
    kept, merged = pair
    Account.objects.create(customer=kept)
    posted_invoice(merged, "2000.00")
    merge_customers(kept.pk, people.manager, merged.pk, "…")
    assert Account.objects.get(customer=kept).balance == Decimal("2000.00")


def test_the_outstanding_amounts_of_many_are_those_of_each(pair):
    kept, merged = pair
    posted_invoice(kept, "1000.00")
    confirmed_payment(kept, "300.00")
    confirmed_payment(merged, "50.00")
    found = outstanding_of_many([kept.pk, merged.pk])
    assert found == {each.pk: exposure_of(each).outstanding for each in pair}
