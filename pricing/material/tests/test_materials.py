"""Material prices and the reviews they start (PRC-06)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from pricing.adjustment.models import PriceAdjustment
from pricing.adjustment.proposal import propose_for_reviews
from pricing.material.models import MaterialPriceIndex, PriceReview
from pricing.material.watching import create_index, enter_reading, keep_price, starts_review, update_index
from pricing.tests.factories import ProductFactory, price
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.discarding import discard
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
D = Decimal


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def steel(people, product):
    return create_index(people.manager, [{"product": product}], name="钢材", unit="元/吨", source="上海钢联")


def read(index, user, value, days_ago=0):
    return enter_reading(index.pk, user, today() - timedelta(days=days_ago), D(str(value)))


@pytest.mark.parametrize(
    ("now", "threshold", "starts"),
    [
        ("105", "5", False),
        ("105.01", "5", True),
        ("94.99", "5", True),
        ("95", "5", False),
        ("200", None, False),
        ("100.01", "0", True),
    ],
)
def test_a_move_of_more_than_the_threshold_starts_a_review(now, threshold, starts):
    """PRC-06, SET-48: exactly the threshold is not more; without one nothing starts."""
    assert starts_review(D(100), D(now), None if threshold is None else D(threshold)) is starts


def test_products_of_the_index_appear_on_the_review_list(client, people, product, steel):
    """PRC-06: which index, by how much, since when, which products."""
    change_setting("material_index_percent", D(5), people.admin)
    read(steel, people.purchasing, 4000, days_ago=60)
    read(steel, people.purchasing, 4100, days_ago=30)
    assert not PriceReview.objects.exists()
    read(steel, people.purchasing, 4240)
    review = PriceReview.objects.get()
    assert (review.product, review.moved_percent, review.from_value) == (product, D("6.00"), D(4000))
    assert review.from_day == today() - timedelta(days=60)
    client.force_login(people.manager)
    page = client.get(reverse("price-review-list")).content.decode()
    assert product.name in page
    assert "钢材" in page
    assert "6%" in page


def test_without_a_threshold_no_move_starts_a_review(people, steel):
    """PRC-06: none by default."""
    read(steel, people.manager, 100, days_ago=1)
    read(steel, people.manager, 300)
    assert not PriceReview.objects.exists()


def test_the_move_alerts_who_decides_on_prices(people, steel):
    """PRC-06: cost_moved"""
    change_setting("material_index_percent", D(5), people.admin)
    read(steel, people.manager, 100, days_ago=1)
    read(steel, people.manager, 90)
    for person in (people.manager, people.manager2, people.director):
        assert Notice.objects.filter(user=person, subject__contains="-10.00%").count() == 1
    assert not Notice.objects.filter(user=people.rep1).exists()


def test_a_further_move_goes_into_the_open_review(people, steel):
    change_setting("material_index_percent", D(5), people.admin)
    for value, days in ((100, 3), (110, 2), (121, 1)):
        read(steel, people.manager, value, days_ago=days)
    review = PriceReview.objects.get()
    assert (review.from_value, review.to_value, review.moved_percent) == (D(100), D(121), D("21.00"))


def test_an_older_figure_put_in_later_starts_nothing(people, steel):
    change_setting("material_index_percent", D(5), people.admin)
    read(steel, people.manager, 100)
    read(steel, people.manager, 200, days_ago=5)
    assert not PriceReview.objects.exists()


def reviewed(people, steel):
    change_setting("material_index_percent", D(5), people.admin)
    read(steel, people.manager, 100, days_ago=1)
    read(steel, people.manager, 110)
    return PriceReview.objects.get()


def test_a_review_leads_to_a_proposal_in_one_step(people, product, steel):
    """PRC-06, PRC-07: index, products, draft."""
    review = reviewed(people, steel)
    made = propose_for_reviews(review.pk, people.manager)
    review.refresh_from_db()
    assert (review.status, review.outcome, made.status) == ("proposed", made.number, "draft")
    assert [pick.product for pick in made.picks.all()] == [product]
    assert "+10.00%" in made.reason
    discard(PriceAdjustment, made.pk, people.manager, "暂不调")
    review.refresh_from_db()
    assert review.status == "open"


def test_a_price_is_kept_with_a_reason(people, steel):
    review = reviewed(people, steel)
    with pytest.raises(BusinessError, match="Say why the price stays"):
        keep_price(review.pk, people.manager, " ")
    with pytest.raises(PermissionDenied, match="decided by the sales management"):
        keep_price(review.pk, people.rep1, "x")
    keep_price(review.pk, people.manager, "合同期内")
    review.refresh_from_db()
    assert (review.status, review.outcome, review.decided_by) == ("kept", "合同期内", people.manager)


@pytest.mark.parametrize("name", ["rep1", "supervisor", "finance", "quality", "admin"])
def test_figures_are_entered_by_purchasing_planning_and_the_management(people, steel, name):
    with pytest.raises(PermissionDenied, match="Material prices are kept by purchasing"):
        read(steel, getattr(people, name), 100)
    assert not steel.readings.exists()


def test_a_day_to_come_has_no_figure(people, steel):
    with pytest.raises(BusinessError, match="lies in the future"):
        read(steel, people.manager, 100, days_ago=-1)


def test_a_product_stands_once_in_an_index(people, product, steel):
    with pytest.raises(BusinessError, match="stands twice"):
        update_index(steel.pk, people.manager, [{"product": product}] * 2, name="钢材")
    assert steel.uses.count() == 1


def test_quick_entry_takes_the_figures_of_a_day_together(client, people, steel):
    other = create_index(people.manager, [], name="铝锭", unit="元/吨", source="长江有色")
    client.force_login(people.planner)
    address = reverse("material-readings")
    assert client.post(address, {"day": today()}).status_code == 422
    data = {"day": today(), f"index_{steel.pk}": "4000", f"index_{other.pk}": "20150.5"}
    assert client.post(address, data).status_code == 302
    assert {each.name: each.readings.get().value for each in MaterialPriceIndex.objects.all()} == {
        "钢材": D(4000),
        "铝锭": D("20150.5"),
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_same_questions_for_one_row_and_for_three(client, people, django_assert_max_num_queries, rows):
    lines = [{"product": price(ProductFactory(), 100)} for _row in range(rows)]
    index = create_index(people.manager, lines, name="钢", unit="元", source="x")
    change_setting("material_index_percent", D(1), people.admin)
    for number in range(rows + 1):
        read(index, people.manager, 100 + 10 * number, days_ago=rows - number)
    client.force_login(people.manager)
    for address in (reverse("material-index-list"), reverse("price-review-list"), index.get_absolute_url()):
        client.get(address)
        with django_assert_max_num_queries(18):
            assert client.get(address).status_code == 200
