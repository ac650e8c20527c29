"""Analyses: one question gives figure, table, chart, workbook and documents, compared with before (ANA-01, ANA-03, ANA-04)."""

import datetime as dt
import io
from decimal import Decimal
from itertools import product

import pgtrigger
import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from customers.tests.factories import LeadFactory, active_customer
from orders.order.models import Order
from orders.tests.factories import confirmed_order
from orders.tests.factories_money import confirmed_payment
from performance.analysis import answer as answers
from performance.analysis import difference as differences
from performance.analysis.answer import Answer
from performance.analysis.difference import difference_of
from performance.analysis.indicators import SHOWN, indicators_of
from performance.analysis.measure import MEASURES
from performance.analysis.question import Question
from performance.analysis.span import Span, span_from
from performance.analysis.states import Split
from performance.expense_claim.models import ExpenseClaim, ExpenseLine
from performance.expense_claim.states import APPROVED
from performance.metric.catalogue import METRICS
from performance.metric.period import Period, period_of
from performance.metric.tests.test_metrics import sold
from pricing.cost.models import ProductCost
from pricing.tests.factories import ProductFactory
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def reads_english(people, client):
    """Pages and notices speak the language of their reader."""
    User.objects.update(language="en")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


D = Decimal


def month(back):
    return add_months(today().replace(day=1), -back)


def product_with_cost(cost):
    made = ProductFactory()
    ProductCost.objects.create(product=made, valid_from=dt.date(2020, 1, 1), material=D(cost))
    return made


def test_a_range_is_relative_to_the_day():
    day = dt.date(2025, 11, 20)
    spans = {text: str(span_from(text, day)) for text in ("13m", "this_year", "last_quarter", "this_quarter", "x")}
    assert spans == {
        "13m": "2024-11 – 2025-11",
        "this_year": "2025-01 – 2025-11",
        "last_quarter": "2025-07 – 2025-09",
        "this_quarter": "2025-10 – 2025-11",
        "x": "2024-11 – 2025-11",
    }
    assert str(span_from("2025Q1", day).preceding) == "2024-10 – 2024-12"
    assert str(span_from("2025-03", day).year_before) == "2024-03"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "measure=profit",
        "period=2025Q1",
        "split=customer",
        "unit=3&rep=4",
        "customer=5&product=6&category=7",
        "measure=orders&period=this_year&split=rep&customer=9",
    ],
)
def test_the_address_is_the_question(query):
    assert Question.read(QueryDict(query)).query == query
    assert Question.read(QueryDict("measure=none&split=none&customer=x")).query == ""


def test_ana_01_sales_300_and_cost_240_leave_a_profit_of_60(people, customer):
    """ANA-01: 100 and 200, cost 240"""
    pump = product_with_cost("120")
    sold(people, customer, "100", month(0), pump)
    sold(people, customer, "200", month(0), pump)
    found = {
        code: Answer(Question(measure=code, period="this_month"), people.gm).total.value
        for code in ("sales", "profit", "margin", "quantity")
    }
    assert found == {"sales": 300, "profit": 60, "margin": D("0.2"), "quantity": 2}


def test_ana_01_orders_and_customers_are_collected_too(people, customer):
    """ANA-01: orders of 100 and 200"""
    pump = ProductFactory()
    for price in (100, 200):
        confirmed_order(customer, lines=[(pump, 1, price)])
    cancelled = confirmed_order(customer, lines=[(pump, 1, 50)])
    Order.objects.filter(pk=cancelled.pk).update(status="cancelled")
    confirmed_payment(customer, "70.00", today())
    claim = ExpenseClaim.objects.create(
        number="E1", claimant=people.rep1, department=people.rep1.unit, created_by=people.rep1
    )
    for category, amount in (("promotion", "30.00"), ("travel", "12.00")):
        ExpenseLine.objects.create(
            claim=claim, category=category, date=today(), amount=D(amount), voucher_number=category
        )
    with pgtrigger.ignore():
        ExpenseClaim.objects.filter(pk=claim.pk).update(status=APPROVED[0])
    found = {
        code: Answer(Question(measure=code, period="this_month", split=Split.REP), people.gm).lines[0].value
        for code in ("orders", "order_count", "collections", "expenses", "promotion_cost")
    }
    assert found == {"orders": 300, "order_count": 2, "collections": 70, "expenses": 42, "promotion_cost": 30}
    answer = Answer(Question(measure="expenses", split=Split.TEAM), people.manager)
    assert [line.label for line in answer.lines] == ["Team1"]
    assert answer.behind(str(people.rep1.unit_id))[1][0] == answer.total.value == 42
    assert Answer(Question(measure="expenses"), people.manager2).total.value == 0


def test_ana_04_thirteen_months_with_the_month_before_and_the_same_a_year_before(people, customer):
    """ANA-04"""
    for back in range(13):
        sold(people, customer, str(100 + 10 * (12 - back)), month(back))
    lines = Answer(Question(), people.gm).lines
    assert len(lines) == 13
    last = lines[-1]
    assert (last.value, last.previous, last.earlier) == (220, 210, 100)
    assert (last.difference, last.change.quantize(D("0.0001")), last.change_on_year) == (10, D("0.0476"), D("1.2"))
    assert (lines[0].change, lines[0].change_on_year) == (None, None)


def test_ana_04_the_parts_make_the_whole_and_lead_to_their_documents(people, customer):
    """ANA-04: by month, product, category, region, team, rep, customer, class, grade; to the cent."""
    other = active_customer(people.rep3, grade="C")
    first, second = product_with_cost("10"), product_with_cost("20")
    for whose, net, back, what in (
        (customer, "100.01", 0, first),
        (customer, "33.33", 1, second),
        (other, "70.07", 0, second),
        (other, "0.02", 12, None),
        (customer, "9.99", 12, first),
    ):
        sold(people, whose, net, month(back), what)
    for measure, split in product(("sales", "profit"), Split.values):
        answer = Answer(Question(measure=measure, split=split), people.gm)
        lines, total = answer.lines, answer.total
        assert sum(line.value for line in lines) == total.value, (measure, split)
        if split != Split.MONTH:
            assert sum(line.difference for line in lines) == total.difference
        for line in lines:
            key = line.rows.rpartition("at=")[2]
            rows, (above, _below) = answer.behind(key)
            assert above == line.value, (measure, split, line)
            assert sum(answer.source.behind.show(row).amount for row in rows) == line.value
    assert total.value == METRICS["profit"].of_company(Period("month", month(0))).value + sum(
        METRICS["profit"].of_company(Period("month", month(back))).value for back in range(1, 13)
    )


def test_a_measure_without_products_says_so(client, people, customer):
    client.force_login(people.gm)
    page = client.get(reverse("analysis"), {"measure": "collections", "split": "product"})
    assert "This measure cannot be split so" in page.content.decode()
    rows = client.get(reverse("analysis-rows"), {"measure": "collections", "split": "product"})
    assert rows.status_code == 404


def test_every_measure_and_split_is_answered_without_data(people):
    """Nothing divides by zero; what cannot be counted is n/a."""
    for code in MEASURES:
        for split in Split.values:
            answer = Answer(Question(measure=code, split=split), people.gm)
            if answer.source is not None:
                assert len(answer.lines) == (13 if split == Split.MONTH else 0)
                assert answer.measure.text(answer.total.value) in {"n/a", "0", "¥0.00"}
                assert answer.behind("")[0].count() == 0


def test_ana_04_each_sees_his_own_and_no_other(client, people, customer):
    """ANA-04, SEC-01, SEC-03"""
    other = active_customer(people.rep3)
    sold(people, customer, "100", month(0), product_with_cost("1"))
    sold(people, other, "900", month(0))
    seen = {
        person.username: Answer(Question(period="this_month"), person).total.value
        for person in (people.rep1, people.rep2, people.supervisor, people.manager, people.manager2, people.gm)
    }
    assert seen == {"rep1": 100, "rep2": 0, "supervisor": 100, "manager": 100, "manager2": 900, "gm": 1000}
    asked = Question(period="this_month", customer=other.pk, unit=people.manager2.unit_id)
    assert Answer(asked, people.manager).total.value == 0
    for person, profit in ((people.rep1, 404), (people.manager, 200), (people.quality, 403), (people.admin, 403)):
        client.force_login(person)
        assert client.get(reverse("analysis"), {"measure": "profit"}).status_code == profit, person.username
        assert client.get(reverse("analysis-rows"), {"measure": "profit"}).status_code == profit
    client.force_login(people.rep1)
    assert other.name not in client.get(reverse("analysis"), {"split": "customer"}).content.decode()
    page = client.get(reverse("indicators")).content.decode()
    assert "¥100.00" in page
    assert "Profit margin" not in page


def test_page_rows_and_workbook_say_the_same(client, people, customer):
    """ANA-04: number, list, chart and export from one question."""
    sold(people, customer, "123.45", month(0))
    sold(people, active_customer(people.rep2), "10.00", month(0))
    client.force_login(people.manager)
    query = {"period": "this_month", "split": "customer"}
    page = client.get(reverse("analysis"), query).content.decode()
    assert "¥133.45" in page
    assert "¥123.45" in page
    rows = client.get(reverse("analysis-rows"), {**query, "at": customer.pk}).content.decode()
    assert "¥123.45" in rows
    answer = client.post(
        reverse("export-create"), {"list": "analysis", "querystring": "period=this_month&split=customer"}
    )
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[1] for row in values if row[0] == customer.name] == [123.45]
    client.force_login(people.supervisor)
    assert client.post(reverse("export-create"), {"list": "analysis", "querystring": ""}).status_code == 403


def test_ana_03_the_indicators_are_those_of_the_assessment(client, people, customer):
    """ANA-03: the same values by the same functions."""
    sold(people, customer, "120", month(0), product_with_cost("102"))
    sold(people, customer, "100", month(1))
    period = period_of("month", today())
    shown = {each.metric.code: each.figure.value for each in indicators_of(people.gm, period)}
    assert list(shown) == list(SHOWN)
    assert shown == {code: METRICS[code].of_company(period).value for code in SHOWN}
    assert (shown["sales"], shown["growth"], shown["margin"]) == (120, D("0.2"), D("0.15"))
    region = {each.metric.code: each.figure.value for each in indicators_of(people.gm, period, people.manager2.unit)}
    assert region["sales"] == 0
    own = {each.metric.code: each.figure for each in indicators_of(people.rep1, period)}
    assert own["sales"].value == METRICS["sales"].value(people.rep1, period).value == 120
    client.force_login(people.gm)
    page = client.get(reverse("indicators"), {"unit": people.manager.unit_id}).content.decode()
    for text in ("¥120.00", "20.0%", "15.0%", "Market share", "Customer satisfaction", "New customers"):
        assert text in page
    client.force_login(people.manager)
    assert client.get(reverse("indicators"), {"unit": people.manager2.unit_id}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_keep_their_queries(client, people, count):
    for _each in range(count):
        sold(people, active_customer(people.rep1), "100", month(0), product_with_cost("1"))
    client.force_login(people.manager)
    numbers = []
    for name, query in (
        ("analysis", {"split": "customer", "measure": "margin"}),
        ("analysis", {"split": "rep"}),
        ("analysis-rows", {"split": "customer"}),
        ("indicators", {}),
    ):
        client.get(reverse(name), query)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(name), query).status_code == 200
        numbers.append(len(asked))
    assert numbers == QUERIES


QUERIES = [12, 16, 9, 37]


def test_a_span_has_its_months():
    assert len(Span(dt.date(2025, 1, 1), 13).each) == 13


def test_the_rows_behind_a_figure_are_read_a_page_at_a_time_however_deep_one_asks(client, people, customer):
    for _number in range(3):
        sold(people, customer, "10", today())
    client.force_login(people.gm)
    for page in ("99999999", "-1", "x", "99999999999999999999999"):
        answer = client.get(reverse("analysis-rows"), {"page": page, "at": f"{today():%Y-%m}"})
        assert answer.status_code == 200, page


@pytest.mark.parametrize("rows", [2, 20])
def test_a_split_is_added_up_in_the_database(client, people, rows, django_assert_max_num_queries):
    """Of two million lines as of two: one row a customer comes back, whatever they bought."""
    for _number in range(rows):
        sold(people, active_customer(people.rep1), "10", today())
    answer = Answer(Question(split=Split.CUSTOMER, period="this_month"), people.gm)
    with django_assert_max_num_queries(4):
        assert len(answer.lines) == rows


def test_ana_04_a_page_of_the_largest_says_what_all_say(people, monkeypatch):
    """ANA-04: the first rows, the others as one and the whole, of an amount and of a rate, are those of all rows."""
    monkeypatch.setattr(answers, "SHOWN", 2)
    made = product_with_cost("10")
    for net, back in (("50", 0), ("80", 0), ("80", 13), ("15", 0), ("20", 14), ("33.33", 12), ("1", 30)):
        sold(people, active_customer(people.rep1), net, month(back), made)
    for measure in ("sales", "margin", "quantity"):
        question = Question(measure=measure, split=Split.CUSTOMER)
        every, (shown, others) = Answer(question, people.gm).lines, Answer(question, people.gm).largest
        assert [line.value for line in shown] == [line.value for line in every[:2]], measure
        assert others.label == "4 others"
        if measure != "margin":
            assert others.value == sum(line.value for line in every[2:])
            assert sum(line.earlier for line in [*shown, others]) == Answer(question, people.gm).total.earlier


def test_ana_04_by_channel_a_customer_counts_for_his_first_lead(people):
    """ANA-04: who came without a lead is without a channel."""
    first, second, other = (active_customer(people.rep1) for _each in range(3))
    for customer, source in ((first, "exhibition"), (first, "referral"), (second, "referral")):
        LeadFactory(owner=people.rep1, created_by=people.rep1, status="converted", customer=customer, source=source)
    for customer, net in ((first, "10"), (second, "20"), (other, "40")):
        sold(people, customer, net, today())
    answer = Answer(Question(split=Split.CHANNEL), people.gm)
    assert [(line.label, line.value) for line in answer.lines] == [
        ("without", D(40)),
        ("Customer referral", D(20)),
        ("Exhibition", D(10)),
    ]
    assert [line.value for line in Answer(Question(split=Split.CHANNEL), people.rep3).lines] == []


def test_five_years_have_sixty_months(people, customer):
    sold(people, customer, "5", month(59))
    lines = Answer(Question(period="5y"), people.gm).lines
    assert (len(lines), lines[0].value, lines[-1].key) == (60, D(5), f"{today():%Y-%m}")


def test_ana_04_the_difference_of_a_month_is_split_to_the_cent(client, people, monkeypatch):
    """ANA-04: over customers, products and people; the others as one; each split adds up to the whole change."""
    monkeypatch.setattr(differences, "PARTS", 2)
    first, second = product_with_cost("1"), product_with_cost("1")
    for owner, net, back, what in (
        (people.rep1, "100.01", 1, first),
        (people.rep1, "40", 1, second),
        (people.rep3, "7.77", 1, second),
        (people.rep3, "300", 2, first),
        (people.rep2, "5.55", 2, second),
    ):
        sold(people, active_customer(owner), net, month(back), what)
    found = difference_of(Answer(Question(), people.gm))
    change = D("147.78") - D("305.55")
    assert (found.label, found.before, found.now) == (f"{month(1):%Y-%m}", "¥305.55", "¥147.78")
    assert [parts.split for parts in found.splits] == ["customer", "product", "rep"]
    for parts in found.splits:
        assert sum(part.value for part in parts.rows) == parts.whole == change, parts.split
    assert [part.value for part in found.splits[0].rows] == [-300, D("100.01"), D("42.22")]
    assert found.splits[0].rows[-1].label == "3 others"
    client.force_login(people.gm)
    page = client.get(reverse("analysis")).content.decode()
    assert 'id="difference"' in page and "+¥100.01" in page
    assert difference_of(Answer(Question(measure="margin"), people.gm)) is None
    assert difference_of(Answer(Question(), people.rep2)).splits[0].whole == D("-5.55")
