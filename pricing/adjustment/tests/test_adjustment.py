"""Price adjustments: proposed, computed, reviewed, put in force (PRC-07, PRC-08, PRC-09)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from customers.category.models import ProductCategory
from customers.tests.factories import active_customer
from pricing.adjustment.clock import ask_for_proposals, is_proposal_month, run_daily
from pricing.adjustment.computing import compute
from pricing.adjustment.effect import notices_of, recall_adjustment
from pricing.adjustment.models import PriceAdjustment
from pricing.adjustment.proposal import create_adjustment, submit_adjustment, update_adjustment
from pricing.adjustment.review import ask_departments, opinions_of
from pricing.adjustment.rules import missing_parts
from pricing.price_list.models import PriceList, PriceRule
from pricing.price_list.prices import price_for
from pricing.quote.models import Quote
from pricing.tests.actions import EFFECTS, adjusted, approved, fingerprint, proposal, step_for
from pricing.tests.factories import ProductFactory, price, quote
from salesmgmt.core.calendar import at, today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import discard
from salesmgmt.core.domain.notices import acknowledge
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice, Task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
D = Decimal


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


def fresh(row):
    return type(row).objects.get(pk=row.pk)


# -- PRC-07


@pytest.mark.parametrize(
    ("left_out", "word"),
    [("reason", "reason"), ("extent", "extent"), ("scope", "scope"), ("expected_impact", "expected impact")],
)
def test_a_proposal_that_lacks_one_of_the_four_is_refused(people, product, left_out, word):
    """PRC-07: reason, extent, scope, expected impact."""
    made = proposal(people.rep1, {product: 110}, **{left_out: ""})
    before = fingerprint(made)
    with pytest.raises(BusinessError, match=rf"says nothing about: {word}\."):
        submit_adjustment(made.pk, people.rep1)
    assert fingerprint(made) == before


def test_the_database_lets_no_proposal_out_without_the_four(people, product):
    """PRC-07"""
    made = proposal(people.rep1, {product: 110})
    submit_adjustment(made.pk, people.rep1)
    with pytest.raises(IntegrityError, match="says_four_things"), transaction.atomic():
        PriceAdjustment.objects.filter(pk=made.pk).update(reason="")


def test_a_complete_proposal_is_submitted_and_the_sales_manager_is_notified(people, product):
    """PRC-07"""
    made = proposal(people.rep1, {product: 110})
    submit_adjustment(made.pk, people.rep1)
    assert fresh(made).status == "submitted"
    assert Notice.objects.filter(user=people.manager, url=made.get_absolute_url()).exists()
    assert approvals.open_steps_of(made).get().assignee == people.manager


@pytest.mark.parametrize(
    ("extent", "value", "missing"),
    [("own", None, []), ("percent", D(2), []), ("percent", None, ["extent"]), ("amount", D(0), ["extent"])],
)
def test_an_extent_says_how_far(extent, value, missing):
    made = PriceAdjustment(reason="x", expected_impact="x", scope="list", extent=extent, extent_value=value)
    assert missing_parts(made) == missing


def test_the_scope_of_a_category_names_it():
    made = PriceAdjustment(reason="x", expected_impact="x", extent="own", scope="category")
    assert missing_parts(made) == ["scope"]


@pytest.mark.parametrize(
    ("month", "every", "due"), [(1, 3, True), (4, 3, True), (5, 3, False), (7, 6, True), (5, 1, True)]
)
def test_the_months_of_the_proposals(month, every, due):
    """PRC-07, SET-45: quarterly is January, April, July and October."""
    assert is_proposal_month(today().replace(month=month, day=1), every) is due


def test_the_quarter_asks_every_supervisor_for_proposals_once(people):
    """J20, PRC-07"""
    first = at(today().replace(month=4, day=1))
    assert (ask_for_proposals(first), ask_for_proposals(first)) == (2, 0)
    asked = {task.person for task in Task.objects.filter(kind="price-proposal")}
    assert asked == {people.supervisor, people.supervisor2}
    assert ask_for_proposals(at(today().replace(month=5, day=1))) == 0


def test_handing_in_a_proposal_does_the_to_do_of_the_quarter(people, product):
    ask_for_proposals(at(today().replace(month=4, day=1)))
    submit_adjustment(proposal(people.supervisor, {product: 110}).pk, people.supervisor)
    left = {task.person: task.status for task in Task.objects.filter(kind="price-proposal")}
    assert left == {people.supervisor: "done", people.supervisor2: "open"}


# -- what it does


def in_category(code, amounts):
    category = ProductCategory.objects.get_or_create(code=code, defaults={"name": code})[0]
    return category, [price(ProductFactory(category=category), amount) for amount in amounts]


def lines_of(adjustment):
    return {line.product_id: (line.old_price, line.new_price) for line in adjustment.lines.all()}


@pytest.mark.parametrize(
    ("fields", "new"),
    [
        ({"extent": "percent", "extent_value": D(3)}, "103.31"),
        ({"extent": "percent", "extent_value": D(3), "rounding": "0.1"}, "103.3"),
        ({"extent": "percent", "extent_value": D(3), "rounding": "1"}, "103"),
        ({"extent": "percent", "extent_value": D("-2.5"), "rounding": "10"}, "100"),
        ({"extent": "amount", "extent_value": D("1.5")}, "101.80"),
        ({"extent": "amount", "extent_value": D("0.000001"), "rounding": "0.000001"}, "100.300001"),
    ],
)
def test_extent_and_rounding_make_the_new_price(people, fields, new):
    product = price(ProductFactory(), "100.30")
    made = create_adjustment(people.rep1, [], title="x", scope="list", effective_on=today(), **fields)
    assert lines_of(made) == {product.pk: (D("100.30"), D(new))}


def test_the_scope_chooses_the_items_and_an_entered_price_goes_before(people):
    category, (first, second) = in_category("BRK", ["100", "200"])
    _other, (third,) = in_category("CHS", ["50"])
    fields = {"title": "x", "effective_on": today(), "extent": "percent", "extent_value": D(10)}
    own = [{"product": second, "price": D("222")}, {"product": third, "price": D("51")}]
    made = create_adjustment(people.rep1, own, scope="category", category=category, **fields)
    assert lines_of(made) == {first.pk: (100, 110), second.pk: (200, 222), third.pk: (50, 51)}
    update_adjustment(made.pk, people.rep1, own[:1], **{**fields, "scope": "products"})
    assert lines_of(made) == {second.pk: (200, 222)}


def test_what_does_not_change_is_no_item(people):
    product = price(ProductFactory(), "100")
    assert lines_of(proposal(people.rep1, {product: 100})) == {}


def test_a_product_without_a_list_price_gets_its_first(people):
    new = ProductFactory()
    assert lines_of(proposal(people.rep1, {new: "0.023456"})) == {new.pk: (None, D("0.023456"))}


def test_the_figures_say_whom_it_concerns(people, product, customer):
    quote(customer, [(product, 5, 100)], status="sent", sent_on=today())
    made = proposal(people.rep1, {product: 110})
    assert (made.item_count, made.customer_count, made.quote_count) == (1, 1, 1)
    assert made.impact_amount == 0


def test_an_item_that_stands_twice_is_refused(people, product):
    lines = [{"product": product, "price": D(1)}, {"product": product, "price": D(2)}]
    with pytest.raises(BusinessError, match="stands twice"):
        create_adjustment(people.rep1, lines, title="x", effective_on=today())


# -- PRC-08


def test_departments_asked_hold_the_decision_until_both_have_answered(people, product):
    """PRC-08: refused with one answer open; allowed with both, whatever the opinions, and they are stored."""
    made = proposal(people.rep1, {product: 110})
    submit_adjustment(made.pk, people.rep1)
    step = step_for(made, people.manager)
    ask_departments(made.pk, people.manager, departments=["fin", "marketing"], question="毛利？")
    assert fresh(made).status == "joint_review"
    approvals.reject(step_for(fresh(made), people.finance), people.finance, "毛利仍偏低")
    with pytest.raises(BusinessError, match="not the turn of this step yet"):
        approvals.approve(step, people.manager, "同意", data=EFFECTS)
    assert fresh(made).status == "joint_review"
    approvals.approve(step_for(fresh(made), people.director), people.director, "市场能接受")
    assert fresh(made).status == "submitted"
    approvals.approve(step, people.manager, "同意", data=EFFECTS)
    assert fresh(made).status == "implemented"
    opinions = opinions_of(approvals.last_round(made))
    assert [(each.status, each.comment) for each in opinions] == [
        ("rejected", "毛利仍偏低"),
        ("approved", "市场能接受"),
    ]


def test_the_manager_writes_down_his_review_before_he_agrees(people, product):
    """PRC-08: effect on sales, market share, customer relations."""
    made = proposal(people.rep1, {product: 110})
    submit_adjustment(made.pk, people.rep1)
    for data in ({}, {**EFFECTS, "effect_on_market_share": " "}):
        with pytest.raises(BusinessError, match="Review the effect on sales, on the market share"):
            approvals.approve(step_for(made, people.manager), people.manager, "", data=data)
    assert fresh(made).status == "submitted"


def test_nobody_but_the_decider_asks_departments(people, product):
    made = proposal(people.rep1, {product: 110})
    submit_adjustment(made.pk, people.rep1)
    for name in ("rep1", "director", "finance", "gm"):
        with pytest.raises(PermissionDenied, match="does not wait for your decision"):
            ask_departments(made.pk, getattr(people, name), departments=["fin"])
    assert fresh(made).status == "submitted"


def test_the_author_does_not_decide_and_his_superior_does(people, product):
    """PRC-08, SEC-04"""
    made = proposal(people.manager, {product: 110})
    submit_adjustment(made.pk, people.manager)
    step = approvals.open_steps_of(made).get()
    assert step.assignee == people.director
    with pytest.raises(PermissionDenied, match="You wrote this yourself, so"):
        approvals.approve(step.pk, people.manager, "", data=EFFECTS)
    assert fresh(made).status == "submitted"


def test_where_the_general_manager_decides_on_prices_the_manager_does_not(people, product):
    """SET-54a = gm"""
    change_setting("price_adjustment_approver", "gm", people.admin)
    made = proposal(people.rep1, {product: 110})
    submit_adjustment(made.pk, people.rep1)
    assert approvals.open_steps_of(made).get().role == "gm"
    agree_with_review(made, people.gm)
    assert made.status == "implemented"


def agree_with_review(made, person):
    approvals.approve(step_for(made, person), person, "同意", data=EFFECTS)
    made.refresh_from_db()


def test_after_two_departments_answered_it_is_not_withdrawn_but_sent_back_with_their_answers(people, product):
    """PRC-08: a clear refusal, nothing half done; what was answered stays."""
    made = proposal(people.rep1, {product: 110})
    submit_adjustment(made.pk, people.rep1)
    ask_departments(made.pk, people.manager, departments=["fin", "marketing"])
    for person in (people.finance, people.director):
        approvals.approve(step_for(fresh(made), person), person, f"同意{person.pk}")
    told = r"already been decided \(Finance .*Director .*\)\. Ask an approver to send the document back"
    with pytest.raises(BusinessError, match=told):
        approvals.withdraw(fresh(made), people.rep1)
    assert fresh(made).status == "submitted"
    approvals.send_back(step_for(fresh(made), people.manager), people.manager, "请补充毛利测算")
    assert (fresh(made).status, approvals.current_round(made)) == ("draft", None)
    kept = [(each.status, each.comment) for each in opinions_of(approvals.last_round(made))]
    assert kept == [("approved", f"同意{people.finance.pk}"), ("approved", f"同意{people.director.pk}")]


def test_before_anybody_answered_it_is_withdrawn(people, product):
    made = proposal(people.rep1, {product: 110})
    submit_adjustment(made.pk, people.rep1)
    ask_departments(made.pk, people.manager, departments=["fin", "marketing"])
    approvals.withdraw(fresh(made), people.rep1)
    assert (fresh(made).status, approvals.current_round(made)) == ("draft", None)


def test_a_rejected_proposal_becomes_a_draft_when_it_is_edited(people, product):
    made = proposal(people.rep1, {product: 110})
    submit_adjustment(made.pk, people.rep1)
    approvals.reject(step_for(made, people.manager), people.manager, "理由不充分")
    update_adjustment(made.pk, people.rep1, [{"product": product, "price": D(105)}], title="x", effective_on=today())
    assert (fresh(made).status, lines_of(made)) == ("draft", {product.pk: (100, 105)})
    assert price_for(product, None, 1).price == 100


# -- PRC-09


def test_the_old_price_holds_until_the_day_and_the_new_one_from_it(people, product, customer):
    """PRC-09: the day before, the day, the day after; a quote that is approved keeps its price."""
    kept = approved(quote(customer, [(product, 10, 100)]), people.rep1, people.manager)
    made = adjusted(people.rep1, people.manager, {product: 110}, days=2)
    days = [today() + timedelta(days=number) for number in (1, 2, 3)]
    assert [price_for(product, customer, 1, day).price for day in days] == [100, 110, 110]
    assert (made.status, made.price_list.status, made.price_list.valid_from) == ("approved", "scheduled", days[1])
    assert Quote.objects.get(pk=kept.pk).lines.get().price == 100


def test_the_version_that_an_adjustment_writes_keeps_the_name_of_the_list(people, product):
    before = PriceList.objects.get(status="in_force")
    made = adjusted(people.rep1, people.manager, {product: 110}, days=2, title="制动件上调")
    assert (made.price_list.name, made.price_list.version) == (before.name, before.version + 1)


def test_the_job_puts_adjustment_and_list_in_force_on_the_day_and_only_once(people, product):
    """J11, PRC-09"""
    made = adjusted(people.rep1, people.manager, {product: 110}, days=2)
    assert run_daily(at(today() + timedelta(days=1))) == 0
    assert run_daily(at(today() + timedelta(days=2))) == 2
    assert run_daily(at(today() + timedelta(days=2))) == 0
    assert (fresh(made).status, fresh(made).price_list.status) == ("implemented", "in_force")
    assert PriceList.objects.filter(status="in_force").count() == 1


def test_departments_and_sellers_are_told_and_acknowledge(people, product):
    """PRC-09, TEAM-09"""
    made = adjusted(people.rep1, people.manager, {product: 110}, days=2)
    assert {notice.role for notice in notices_of(made)} == {"fin", "cmg", "pln"}
    finance = notices_of(made).get(role="fin")
    acknowledge(finance.pk, people.finance)
    assert notices_of(made).get(role="fin").acknowledged_by == people.finance
    for person in (people.rep1, people.rep2, people.supervisor, people.director):
        assert Notice.objects.filter(user=person, subject__contains="起调价").exists(), person


def test_an_earlier_adjustment_agreed_to_later_reaches_the_list_that_waits(people):
    """PRC-09: two lists never overlap, and a later one begins from the one before it."""
    first, second = price(ProductFactory(), 100), price(ProductFactory(), 200)
    late = adjusted(people.rep1, people.manager, {first: 110}, days=10)
    adjusted(people.rep1, people.manager, {second: 220}, days=5)
    day = late.effective_on
    assert [price_for(each, None, 1, day).price for each in (first, second)] == [110, 220]
    assert price_for(first, None, 1, day - timedelta(days=1)).price == 100


def test_two_adjustments_of_one_day_are_not_both_agreed_to(people, product):
    first, second = (proposal(people.rep1, {product: amount}, days=3) for amount in (110, 120))
    for each in (first, second):
        submit_adjustment(each.pk, people.rep1)
    agree_with_review(first, people.manager)
    with pytest.raises(BusinessError, match="begins on the same day"):
        approvals.approve(step_for(second, people.manager), people.manager, "", data=EFFECTS)
    assert fresh(second).status == "submitted"


def test_prices_that_moved_since_the_proposal_are_not_agreed_to_unseen(people, product):
    made = proposal(people.rep1, {product: 110}, days=3)
    submit_adjustment(made.pk, people.rep1)
    adjusted(people.rep2, people.manager, {product: 105}, days=1)
    with pytest.raises(BusinessError, match="has changed since the proposal was computed"):
        approvals.approve(step_for(made, people.manager), people.manager, "", data=EFFECTS)
    assert fresh(made).status == "submitted"


@pytest.mark.parametrize("days", [-1, -30])
def test_no_price_begins_in_the_past(people, product, days):
    made = proposal(people.rep1, {product: 110}, days=days)
    with pytest.raises(BusinessError, match="cannot begin in the past"):
        submit_adjustment(made.pk, people.rep1)
    assert fresh(made).status == "draft"


def test_a_proposal_that_changes_nothing_is_refused(people, product):
    made = proposal(people.rep1, {product: 100})
    with pytest.raises(BusinessError, match="changes no price"):
        submit_adjustment(made.pk, people.rep1)


def test_a_recalled_adjustment_leaves_no_price_behind(people, product):
    made = adjusted(people.rep1, people.manager, {product: 110}, days=2)
    written = made.price_list
    recall_adjustment(made.pk, people.director, "暂缓")
    assert (fresh(made).status, fresh(written).status, fresh(made).price_list) == ("draft", "discarded", None)
    assert price_for(product, None, 1, today() + timedelta(days=3)).price == 100


@pytest.mark.parametrize("name", ["rep1", "supervisor", "finance", "gm", "admin"])
def test_only_those_who_decide_on_prices_recall(people, product, name):
    made = adjusted(people.rep1, people.manager, {product: 110}, days=2)
    with pytest.raises(PermissionDenied, match="recalled by those who decide on prices"):
        recall_adjustment(made.pk, getattr(people, name), "x")
    assert fresh(made).status == "approved"


def test_prices_for_a_class_of_customers_are_rules_and_no_list(people, product):
    """Customer class as scope: the list stays, the rule holds from the day for that class alone."""
    mine = active_customer(people.rep1, segment="key")
    other = active_customer(people.rep1, segment="regular")
    made = adjusted(people.rep1, people.manager, {product: 90}, days=2, segment="key")
    day = made.effective_on
    assert (made.price_list, PriceList.objects.count(), made.price_rules.count()) == (None, 1, 1)
    assert [price_for(product, each, 1, day).price for each in (mine, other)] == [90, 100]
    assert price_for(product, mine, 1, day - timedelta(days=1)).price == 100
    recall_adjustment(made.pk, people.manager, "暂缓")
    assert not PriceRule.objects.filter(is_active=True).exists()


def test_a_draft_that_is_not_wanted_is_thrown_away(people, product):
    made = proposal(people.rep1, {product: 110})
    discard(PriceAdjustment, made.pk, people.rep1, "不调了")
    assert fresh(made).status == "discarded"


@pytest.mark.parametrize("name", ["finance", "quality", "planner", "gm", "admin"])
def test_only_sales_proposes(people, name):
    with pytest.raises(PermissionDenied, match="proposed by the sales department"):
        create_adjustment(getattr(people, name), [], title="x", effective_on=today())
    assert not PriceAdjustment.objects.exists()


def test_twenty_thousand_items_are_computed_by_the_database(people, django_assert_max_num_queries):
    from pricing.price_list.models import PriceListItem
    from pricing.product.models import Product

    first = price(ProductFactory(), 100)
    price_list = PriceList.objects.get()
    made = Product.objects.bulk_create(
        [Product(code=f"B{no}", name="件", unit="件", created_by=people.manager) for no in range(3000)]
    )
    PriceListItem.objects.bulk_create(
        [PriceListItem(price_list=price_list, product=each, price=D(no + 1)) for no, each in enumerate(made)]
    )
    adjustment = create_adjustment(
        people.rep1, [], title="x", scope="list", extent="percent", extent_value=D(2), effective_on=today()
    )
    with django_assert_max_num_queries(20):
        compute(adjustment)
    assert adjustment.item_count == 3001
    assert adjustment.lines.get(product=first).new_price == 102


def test_the_time_it_was_computed_is_said(people, product):
    assert proposal(people.rep1, {product: 110}).computed_at <= timezone.now()
