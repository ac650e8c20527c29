"""Competitors' prices beside the own (PRC-02)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from pricing.competitor.comparison import Heard, is_stale, market_of, markets
from pricing.competitor.entry import enter_competitor_price, update_competitor_price
from pricing.competitor.models import CompetitorPrice
from pricing.tests.actions import proposal
from pricing.tests.factories import ProductFactory, price
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
D = Decimal


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


def hear(user, product, competitor, amount, days_ago=0):
    return enter_competitor_price(
        user,
        product=product,
        competitor=competitor,
        price=D(str(amount)),
        seen_on=today() - timedelta(days=days_ago),
        source="比价单",
    )


def test_the_average_leaves_out_what_is_out_of_date():
    """PRC-02"""
    day = today()
    heard = [Heard("A", D(90), day), Heard("B", D(94), day), Heard("C", D(50), day, is_stale=True)]
    assert (market_of(heard).average, len(market_of(heard).prices)) == (D("92.00"), 3)
    assert market_of([]).average is None


@pytest.mark.parametrize(("days", "limit", "stale"), [(180, 180, False), (181, 180, True), (999, None, False)])
def test_a_price_is_out_of_date_after_the_limit(days, limit, stale):
    assert is_stale(today() - timedelta(days=days), today(), limit) is stale


def test_a_proposal_shows_both_competitors_with_their_dates_and_the_average(client, people, product):
    """PRC-02: given two competitor prices, when a proposal for the product is opened, both are shown with average."""
    hear(people.rep1, product, "Wanan", "95", days_ago=10)
    hear(people.rep1, product, "Bethel", "99", days_ago=3)
    hear(people.rep1, product, "Bethel", "80", days_ago=40)
    made = proposal(people.rep1, {product: 110})
    client.force_login(people.manager)
    for address in (made.get_absolute_url(), reverse("price-adjustment-items", args=[made.pk])):
        page = client.get(address, headers={"accept-language": "en"}).content.decode()
        for text in ("Wanan ¥95.00", "Bethel ¥99.00", "¥97.00"):
            assert text in page, (address, text)
        for days in (10, 3):
            assert (today() - timedelta(days=days)).isoformat() in page
        assert "¥80.00" not in page


def test_of_each_competitor_the_latest_price_counts_until_the_day(people, product):
    hear(people.rep1, product, "A", "95", days_ago=10)
    hear(people.rep1, product, "A", "90", days_ago=2)
    assert markets([product.pk])[product.pk].average == D("90.00")
    assert markets([product.pk], today() - timedelta(days=5))[product.pk].average == D("95.00")


def test_without_a_limit_every_price_counts(people, product):
    hear(people.rep1, product, "A", "95", days_ago=1000)
    assert markets([product.pk])[product.pk].average is None
    change_setting("competitor_price_days", None, people.admin)
    assert markets([product.pk])[product.pk].average == D("95.00")


def test_one_price_a_day_of_one_competitor(people, product):
    hear(people.rep1, product, "A", "95")
    with pytest.raises(BusinessError, match="already entered"):
        hear(people.rep2, product, "A", "96")
    with pytest.raises(BusinessError, match="lies in the future"):
        hear(people.rep2, product, "B", "96", days_ago=-1)
    assert CompetitorPrice.objects.count() == 1


@pytest.mark.parametrize("name", ["quality", "planner", "finance", "gm", "admin"])
def test_only_sales_enters_what_it_hears(people, product, name):
    with pytest.raises(PermissionDenied, match="entered by the sales department"):
        hear(getattr(people, name), product, "A", "95")
    assert not CompetitorPrice.objects.exists()


def test_a_price_is_corrected_by_who_entered_it_or_the_management(people, product):
    made = hear(people.rep1, product, "A", "95")
    fields = {"product": product, "competitor": "A", "price": D(96), "seen_on": today(), "source": "x"}
    with pytest.raises(PermissionDenied, match="corrected by whoever entered it"):
        update_competitor_price(made.pk, people.rep2, **fields)
    update_competitor_price(made.pk, people.manager, **fields)
    made.refresh_from_db()
    assert made.price == 96


def test_quick_entry_goes_on_with_the_next_product(client, people, product):
    client.force_login(people.rep1)
    data = {"product": product.pk, "competitor": "万安", "price": "95.5", "seen_on": today(), "source": "展会"}
    answer = client.post(reverse("competitor-price-create"), data)
    assert answer.status_code == 302
    page = client.get(answer["location"]).content.decode()
    assert "万安" in page
    assert "展会" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_list_and_tab_ask_the_same_questions_for_one_row_and_for_three(
    client, people, django_assert_max_num_queries, rows
):
    product = price(ProductFactory(), 100)
    for number in range(rows):
        hear(people.rep1, product, f"A{number}", "95", days_ago=number)
    client.force_login(people.manager)
    for address in (reverse("competitor-price-list"), reverse("product-competitors", args=[product.pk])):
        client.get(address)
        with django_assert_max_num_queries(16):
            assert client.get(address).status_code == 200
