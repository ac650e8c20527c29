"""Special discounts: asked for with a reason, endorsed, approved, and what they do to the quote."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from customers.tests.factories import active_customer
from pricing.discount.models import SpecialDiscount
from pricing.discount.request import request_discount
from pricing.quote.entry import revise_quote, update_quote
from pricing.tests.actions import agree, fingerprint, step_for, submitted
from pricing.tests.factories import quote
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice

pytestmark = pytest.mark.django_db
D = Decimal
REASON = "竞争对手报价 82 元"


@pytest.fixture
def special(customer, product):
    """A draft with one line at 80 instead of 100."""
    return quote(customer, [(product, 10, "80")])


def line(product, unit_price, quantity="10"):
    return {"product": product, "quantity": D(quantity), "price": D(unit_price)}


def save(made, user, lines):
    names = ("valid_until", "payment_terms", "service_content", "lead_time")
    return update_quote(made.pk, user, lines, **{name: getattr(made, name) for name in names})


def test_a_request_carries_list_price_and_requested_price_to_the_manager(people, special, product):
    """QUO-04."""
    discount = request_discount(special.pk, people.rep1, REASON)
    row = discount.lines.get()
    assert (discount.status, discount.reason) == ("submitted", REASON)
    assert (row.product, row.quantity, row.list_price, row.requested_price) == (product, D(10), D(100), D(80))
    assert approvals.open_steps_of(discount).get().assignee == people.manager


def test_a_request_without_reason_is_refused(people, special):
    """QUO-04."""
    with pytest.raises(BusinessError, match="请填写申请特殊折扣的理由"):
        request_discount(special.pk, people.rep1, "  ")
    assert SpecialDiscount.objects.count() == 0


@pytest.mark.parametrize("name", ["rep2", "supervisor", "manager2", "director", "gm", "finance", "quality"])
def test_nobody_else_asks_for_a_discount(people, special, name):
    with pytest.raises(PermissionDenied, match="特殊折扣由负责该报价的人员申请"):
        request_discount(special.pk, getattr(people, name), REASON)
    assert SpecialDiscount.objects.count() == 0


def test_a_quote_at_list_prices_needs_no_discount(people, customer, product):
    made = quote(customer, [(product, 10, "100")])
    with pytest.raises(BusinessError, match="该报价单没有需要申请特殊折扣的明细"):
        request_discount(made.pk, people.rep1, REASON)
    assert SpecialDiscount.objects.count() == 0


@pytest.mark.parametrize("status", ["approved", "sent", "rejected", "expired", "accepted"])
def test_a_discount_is_asked_for_before_the_quote_is_decided(people, customer, product, status):
    made = quote(customer, [(product, 10, "80")], status=status)
    with pytest.raises(BusinessError, match="只有草稿或审批中的报价单可以申请特殊折扣"):
        request_discount(made.pk, people.rep1, REASON)
    assert SpecialDiscount.objects.count() == 0


def test_there_is_one_request_at_a_time(people, special):
    request_discount(special.pk, people.rep1, REASON)
    with pytest.raises(BusinessError, match="该报价单已有一份特殊折扣申请在审批中"):
        request_discount(special.pk, people.rep1, REASON)
    assert SpecialDiscount.objects.count() == 1


def test_a_special_price_without_request_keeps_the_quote_from_being_approved(people, special):
    """QUO-05."""
    submitted(special, people.rep1)
    before = fingerprint(special)
    with pytest.raises(BusinessError, match="的特殊价须先通过特殊折扣审批"):
        approvals.approve(step_for(special, people.manager), people.manager)
    assert fingerprint(special) == before


def test_after_the_managers_endorsement_the_quote_still_waits_for_the_director(people, special):
    """QUO-05, SET-29 = manager, director."""
    discount = request_discount(special.pk, people.rep1, REASON)
    submitted(special, people.rep1)
    agree(discount, people.manager)
    assert discount.status == "manager_endorsed"
    with pytest.raises(BusinessError, match=discount.number):
        agree(special, people.manager)
    special.refresh_from_db()
    assert special.status == "submitted"
    agree(discount, people.director)
    agree(special, people.manager)
    assert (discount.status, special.status) == ("approved", "approved")


def test_with_the_short_chain_the_managers_endorsement_suffices(people, special):
    """QUO-05, SET-29 = manager."""
    change_setting("special_discount_chain", "manager", people.admin)
    discount = request_discount(special.pk, people.rep1, REASON)
    submitted(special, people.rep1)
    agree(discount, people.manager)
    agree(special, people.manager)
    assert (discount.status, special.status) == ("approved", "approved")


@pytest.mark.parametrize("name", ["rep1", "rep2", "supervisor", "manager2", "director", "gm", "finance"])
def test_nobody_but_the_manager_in_charge_endorses(people, special, name):
    """QUO-05, SEC-04."""
    discount = request_discount(special.pk, people.rep1, REASON)
    step = approvals.open_steps_of(discount).get().pk
    before = fingerprint(discount)
    with pytest.raises(PermissionDenied, match="该步骤不由您审批"):
        approvals.approve(step, getattr(people, name))
    assert fingerprint(discount) == before


def test_a_managers_own_request_is_decided_by_the_director(people, special):
    """SEC-04."""
    special.created_by = people.manager
    special.save(update_fields=["created_by"])
    discount = request_discount(special.pk, people.manager, REASON)
    step = approvals.open_steps_of(discount).get().pk
    with pytest.raises(PermissionDenied, match="本单由您填写或提交，因此由"):
        approvals.approve(step, people.manager)
    agree(discount, people.director)
    agree(discount, people.director)
    assert discount.status == "approved"


def test_a_refused_discount_leaves_the_quote_unapprovable_until_another_is_granted(people, special):
    """QUO-05."""
    discount = request_discount(special.pk, people.rep1, REASON)
    submitted(special, people.rep1)
    approvals.reject(step_for(discount, people.manager), people.manager, "低于成本")
    with pytest.raises(BusinessError, match="的特殊价须先通过特殊折扣审批"):
        agree(special, people.manager)
    again = request_discount(special.pk, people.rep1, "客户承诺年度框架")
    agree(again, people.manager)
    agree(again, people.director)
    agree(special, people.manager)
    assert special.status == "approved"


def test_a_request_sent_back_is_taken_up_again_with_the_present_lines(people, special, product):
    discount = request_discount(special.pk, people.rep1, REASON)
    approvals.send_back(step_for(discount, people.manager), people.manager, "请写明数量")
    save(special, people.rep1, [line(product, "85", "500")])
    again = request_discount(special.pk, people.rep1, "500 套起订")
    row = again.lines.get()
    assert (again.pk, again.status, again.reason) == (discount.pk, "submitted", "500 套起订")
    assert (row.requested_price, row.quantity) == (D(85), D(500))


def test_the_quote_is_locked_while_its_discount_is_in_approval(people, special, product):
    request_discount(special.pk, people.rep1, REASON)
    before = fingerprint(special)
    with pytest.raises(BusinessError, match="正在审批中，请先撤销申请再修改报价单"):
        save(special, people.rep1, [line(product, "70")])
    assert fingerprint(special) == before


@pytest.fixture
def granted(people, special):
    discount = request_discount(special.pk, people.rep1, REASON)
    agree(discount, people.manager)
    agree(discount, people.director)
    return discount


def test_a_price_below_the_approved_one_makes_the_discount_void(people, special, granted, product):
    save(special, people.rep1, [line(product, "79.99")])
    granted.refresh_from_db()
    assert granted.status == "void"
    submitted(special, people.rep1)
    with pytest.raises(BusinessError, match="的特殊价须先通过特殊折扣审批"):
        agree(special, people.manager)


@pytest.mark.parametrize(
    ("unit_price", "quantity", "allowed"), [("80", "10", True), ("90", "20", True), ("80", "9", False)]
)
def test_an_approved_discount_covers_its_price_at_its_quantity(
    people, special, granted, product, unit_price, quantity, allowed
):
    """QUO-05."""
    save(special, people.rep1, [line(product, unit_price, quantity)])
    submitted(special, people.rep1)
    if allowed:
        agree(special, people.manager)
    else:
        with pytest.raises(BusinessError, match="的特殊价须先通过特殊折扣审批"):
            agree(special, people.manager)
    special.refresh_from_db()
    assert (special.status == "approved") is allowed


def test_an_approved_discount_holds_for_the_next_version(people, special, granted):
    """QUO-06."""
    submitted(special, people.rep1)
    agree(special, people.manager)
    new = revise_quote(special.pk, people.rep1)
    submitted(new, people.rep1)
    agree(new, people.manager)
    assert new.status == "approved"


def test_a_discount_of_another_offer_covers_nothing(people, customer, special, granted, product):
    """QUO-05."""
    other = submitted(quote(customer, [(product, 10, "80")]), people.rep1)
    with pytest.raises(BusinessError, match="的特殊价须先通过特殊折扣审批"):
        agree(other, people.manager)
    other.refresh_from_db()
    assert other.status == "submitted"


def test_the_snapshot_of_the_approval_holds_no_cost_or_margin(people, special):
    """SEC-03."""
    discount = request_discount(special.pk, people.rep1, REASON)
    names = {name for row in approvals.last_round(discount).snapshot["lines"].values() for name in row}
    assert not {name for name in names if "cost" in name or "margin" in name}


def test_the_owner_is_told_what_became_of_a_request_of_his_manager(people, product):
    mine = active_customer(people.rep1)
    made = quote(mine, [(product, 10, "80")], created_by=people.rep1)
    discount = request_discount(made.pk, people.manager, REASON)
    Notice.objects.all().delete()
    agree(discount, people.director)
    agree(discount, people.director)
    assert Notice.objects.filter(user=people.rep1, url=made.get_absolute_url()).count() == 1


def test_the_special_discount_is_the_primary_button_while_it_is_what_goes_on(
    client, people, customer, product, special
):
    """QUO-04: a quote at list prices is submitted, one with a special price asks for the discount first."""

    def primary(made):
        buttons = client.get(made.get_absolute_url()).context["buttons"]
        return [action.name for action, _address in buttons if action.style == "primary"]

    client.force_login(people.rep1)
    assert primary(quote(customer, [(product, 10, "100")])) == ["submit"]
    assert primary(special) == ["discount"]
