"""Products, costs, rules, and the versions of the price list."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from pricing.cost.margin import costs_on, set_cost
from pricing.cost.models import ProductCost
from pricing.price_list.models import PriceList, PriceRule
from pricing.price_list.prices import price_for
from pricing.price_list.release import (
    copy_price_list,
    create_price_list,
    put_due_lists_in_force,
    recall_price_list,
    update_price_list,
)
from pricing.price_list.rule_entry import create_price_rule
from pricing.product.entry import create_product, update_product
from pricing.product.models import Product
from pricing.quote.daily import run_daily
from pricing.tests.actions import agree, fingerprint, released, step_for
from pricing.tests.factories import PriceListFactory, PriceRuleFactory, ProductFactory, price
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.django_db
D = Decimal


def new_list(user, product, amount="110", days=0):
    lines = [{"product": product, "price": D(amount)}]
    return create_price_list(user, lines, name="标准价格表", valid_from=today() + timedelta(days=days), remark="")


def test_a_list_put_in_force_today_supersedes_the_one_before(people, product):
    old = PriceList.objects.get()
    made = released(new_list(people.manager, product), people.manager, people.director)
    old.refresh_from_db()
    assert (made.status, old.status, made.released_by) == ("in_force", "superseded", people.director)
    assert price_for(product, None, 1).price == D(110)


def test_a_list_of_tomorrow_waits_and_its_prices_follow_its_day(people, product):
    """PRC-09: one list holds at a day."""
    made = released(new_list(people.manager, product, days=1), people.manager, people.director)
    assert made.status == "scheduled"
    assert price_for(product, None, 1, today()).price == D(100)
    assert price_for(product, None, 1, today() + timedelta(days=1)).price == D(110)


def test_the_night_job_puts_the_due_list_in_force_also_when_it_comes_late(people, product):
    """J11: idempotent, and it catches up."""
    first = released(new_list(people.manager, product, "110", days=1), people.manager, people.director)
    second = released(new_list(people.manager, product, "120", days=2), people.manager, people.director)
    day = today() + timedelta(days=5)
    run_daily(day)
    run_daily(day)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("superseded", "in_force")
    assert PriceList.objects.filter(status="in_force").count() == 1
    assert audit.timeline(second).filter(to_status="in_force").count() == 1


def test_the_author_does_not_put_his_list_in_force(people, product):
    """SEC-04."""
    made = new_list(people.director, product)
    approvals.submit(made, people.director)
    before = fingerprint(made)
    step = approvals.open_steps_of(made).get()
    assert step.assignee == people.gm
    with pytest.raises(PermissionDenied, match="本单由您填写或提交，因此由Gm审批"):
        approvals.approve(step.pk, people.director)
    assert fingerprint(made) == before
    agree(made, people.gm)
    assert made.status == "in_force"


def test_who_overwrites_the_prices_of_a_list_does_not_put_it_in_force(people, product):
    """SEC-04: the director writes the prices, so the general manager decides."""
    made = new_list(people.manager, product)
    update_price_list(made.pk, people.director, [{"product": product, "price": D("180")}])
    approvals.submit(made, people.manager)
    step = approvals.open_steps_of(made).get()
    assert (step.assignee, step.instead_of) == (people.gm, people.director)
    before = fingerprint(made)
    with pytest.raises(PermissionDenied, match=f"您于.*修改了{product.code}，因此由Gm审批"):
        approvals.approve(step.pk, people.director)
    assert fingerprint(made) == before
    assert price_for(product, None, 1).price == D(100)
    agree(made, people.gm)
    assert price_for(product, None, 1).price == D(180)


@pytest.mark.parametrize("name", ["rep1", "supervisor", "finance", "planner", "admin", "manager2"])
def test_only_those_who_decide_on_prices_put_a_list_in_force(people, product, name):
    made = new_list(people.manager, product)
    approvals.submit(made, people.manager)
    before = fingerprint(made)
    step = approvals.open_steps_of(made).get()
    with pytest.raises(PermissionDenied, match="该步骤不由您审批"):
        approvals.approve(step.pk, getattr(people, name))
    assert fingerprint(made) == before


def test_where_the_general_manager_decides_on_prices_the_director_does_not(people, product):
    """SET-54a = gm."""
    change_setting("price_adjustment_approver", "gm", people.admin)
    made = new_list(people.manager, product)
    approvals.submit(made, people.manager)
    with pytest.raises(PermissionDenied, match="该步骤不由您审批"):
        approvals.approve(approvals.open_steps_of(made).get().pk, people.director)
    agree(made, people.gm)
    assert made.status == "in_force"


def test_a_list_neither_begins_in_the_past_nor_on_the_day_of_another_nor_empty(people, product):
    late = new_list(people.manager, product, days=-1)
    empty = create_price_list(people.manager, [], name="空", valid_from=today(), remark="")
    first = released(new_list(people.manager, product, days=3), people.manager, people.director)
    same = new_list(people.manager, product, days=3)
    for each, why in ((late, "不能早于今天"), (empty, "没有价格"), (same, "在同一天生效")):
        with pytest.raises(BusinessError, match=why):
            approvals.submit(each, people.manager)
        each.refresh_from_db()
        assert each.status == "draft"
    assert first.status == "scheduled"


def test_of_two_submitted_lists_of_one_day_only_the_first_is_agreed_to(people, product):
    first, second = (new_list(people.manager, product, days=3) for _no in range(2))
    approvals.submit(first, people.manager)
    approvals.submit(second, people.manager)
    agree(first, people.director)
    step = step_for(second, people.director)
    with pytest.raises(BusinessError, match="在同一天生效"):
        approvals.approve(step, people.director)
    second.refresh_from_db()
    assert (first.status, second.status) == ("scheduled", "submitted")


def test_two_lists_never_begin_on_one_day_not_even_in_the_database(product):
    with pytest.raises(IntegrityError), transaction.atomic():
        PriceList.objects.create(
            number="X", name="X", version=9, valid_from=PriceListFactory().valid_from, status="superseded"
        )


def test_a_scheduled_list_is_recalled_before_its_day(people, product):
    made = released(new_list(people.manager, product, days=2), people.manager, people.director)
    recall_price_list(made.pk, people.manager)
    made.refresh_from_db()
    assert (made.status, made.released_by) == ("draft", None)
    put_due_lists_in_force(today() + timedelta(days=3))
    assert price_for(product, None, 1, today() + timedelta(days=3)).price == D(100)


def test_a_released_list_is_not_edited(people, product):
    made = released(new_list(people.manager, product, days=2), people.manager, people.director)
    with pytest.raises(PermissionDenied, match="价格表在草稿状态下由销售管理层编辑"):
        update_price_list(made.pk, people.manager, [{"product": product, "price": D(1)}])
    assert made.items.get().price == D(110)


def test_the_next_version_begins_with_the_prices_of_the_last(people, product):
    old = PriceList.objects.get()
    made = copy_price_list(old.pk, people.manager)
    assert (made.status, made.version, made.valid_from) == ("draft", 2, today())
    assert [(item.product, item.price) for item in made.items.all()] == [(product, D(100))]


def test_an_edit_of_prices_is_recorded_by_product(people, product):
    made = new_list(people.manager, product)
    update_price_list(made.pk, people.manager, [{"product": product, "price": D("108.50")}])
    assert audit.timeline(made).get(action="Edited").changes == {product.code: ["110.00", "108.50"]}


def test_a_product_stands_once_in_a_list(people, product):
    with pytest.raises(BusinessError, match="在价格表中重复出现"):
        create_price_list(people.manager, [{"product": product, "price": D(1)}] * 2, name="x", valid_from=today())
    assert PriceList.objects.count() == 1


@pytest.mark.parametrize("name", ["rep1", "supervisor", "gm", "finance", "quality", "admin"])
def test_only_managers_and_directors_write_products_lists_and_rules(people, product, name):
    user = getattr(people, name)
    for act in (
        lambda: create_product(user, code="Z", name="Z", unit="套"),
        lambda: update_product(product.pk, user, name="Z"),
        lambda: create_price_list(user, [], name="Z", valid_from=today()),
        lambda: create_price_rule(user, name="Z", discount_percent=D(1), valid_from=today()),
    ):
        with pytest.raises(PermissionDenied, match="产品和价格规则由销售管理层维护"):
            act()
    product.refresh_from_db()
    assert (Product.objects.count(), PriceList.objects.count(), PriceRule.objects.count()) == (1, 1, 0)
    assert product.name != "Z"


@pytest.mark.parametrize(
    "fields",
    [{}, {"price": D(1), "discount_percent": D(1)}, {"price": D(1)}],
)
def test_a_rule_has_either_a_price_of_a_product_or_a_discount(people, fields):
    with pytest.raises(BusinessError, match="价格与折扣请填写其中一项|固定价格必须指定产品"):
        create_price_rule(people.manager, name="x", valid_from=today(), **fields)
    assert PriceRule.objects.count() == 0


def test_a_rule_holds_for_the_customers_grade_and_segment(people, customer, product):
    """PRC-03, PRC-05."""
    PriceRuleFactory(grade="B", segment="regular", discount_percent=D(5))
    assert price_for(product, customer, 1).price == D("95.00")
    assert price_for(product, None, 1).price == D(100)


# -- cost


def test_the_cost_of_a_day_is_the_last_one_entered_until_then(people, product):
    """PRC-01."""
    set_cost(
        product.pk,
        people.manager,
        today() - timedelta(days=10),
        material=D(40),
        production=D(30),
        transport=D(5),
        management=D(5),
    )
    set_cost(product.pk, people.manager, today(), material=D(50))
    assert costs_on([product.pk], today() - timedelta(days=1)) == {product.pk: D(80)}
    assert costs_on([product.pk], today()) == {product.pk: D(50)}
    assert costs_on([product.pk], today() - timedelta(days=11)) == {}


@pytest.mark.parametrize("name", ["rep1", "supervisor", "gm", "finance", "production", "admin"])
def test_only_managers_and_directors_enter_cost(people, product, name):
    """SEC-03."""
    with pytest.raises(PermissionDenied, match="成本由销售管理层维护"):
        set_cost(product.pk, getattr(people, name), today(), material=D(1))
    assert ProductCost.objects.count() == 0


def test_the_audit_row_of_a_cost_does_not_tell_it(people, product):
    """SEC-03: everybody who sees the product reads its timeline."""
    set_cost(product.pk, people.manager, today(), material=D("77.77"))
    entry = audit.timeline(product).get()
    assert "77" not in f"{entry.comment}{entry.changes}"


def test_a_product_is_found_by_pinyin_initials_code_and_specification(product):
    other = price(ProductFactory(name="转向节", code="ZX-9", spec="M12"), "5")
    for text in ("zxj", "zhuanxiang", "转向", "zx-9", "m12"):
        assert list(Product.objects.search(text)) == [other]
