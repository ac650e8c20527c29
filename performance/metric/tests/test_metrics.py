"""Metrics: one way to count each, for one or many, and the rows behind them (KPI-01, KPI-09, KPI-10, KPI-12, KPI-14)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from customers.complaint.models import Complaint
from customers.customer.models import Customer, CustomerOwnerHistory
from customers.customer.owner import reassign_customer
from customers.duplicate.merge import merge_customers
from customers.survey.models import SatisfactionSurvey, SurveyAnswer, SurveyInvitation, SurveyQuestion
from customers.tests.factories import active_customer
from orders.invoice.models import Invoice, InvoiceLine
from orders.order.models import OrderLine
from orders.payment.recording import reverse_payment
from orders.tests.factories import confirmed_order
from orders.tests.factories_fulfilment import signed_delivery
from orders.tests.factories_money import a_finance_user, confirmed_payment, posted_invoice
from performance.metric.catalogue import METRICS
from performance.metric.market import enter_market_volume
from performance.metric.models import MarketVolume
from performance.metric.once import counted_once
from performance.metric.period import Period, period_from, period_of
from performance.metric.rules import growth_rate, share
from pricing.cost.models import ProductCost
from pricing.tests.factories import ProductFactory
from salesmgmt.core.calendar import at, today
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.core.exceptions import BusinessError, PermissionDenied

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

D = Decimal
MARCH = Period("month", dt.date(2025, 3, 1))


def sold(people, customer, net, day, product=None, quantity=1):
    """A posted invoice for a delivery, over an amount without tax."""
    gross = D(net) * D("1.13")
    invoice = posted_invoice(customer, gross, day)
    if not hasattr(people, "note"):
        people.note = signed_delivery(people)
    Invoice.objects.filter(pk=invoice.pk).update(source=Invoice.Source.DELIVERY, delivery=people.note)
    InvoiceLine.objects.filter(invoice=invoice).update(product=product, quantity=quantity)
    return invoice


@pytest.mark.parametrize(
    ("current", "previous", "rate"), [(120, 100, D("0.2")), (80, 100, D("-0.2")), (120, 0, None), (120, -5, None)]
)
def test_kpi_14_growth_is_what_was_added_by_what_was_before(current, previous, rate):
    """KPI-14: 120 vs 100 is 20.0 %; previous = 0 is n/a"""
    assert growth_rate(D(current), D(previous)) == rate
    assert METRICS["growth"].text(rate) == {None: "n/a", D("0.2"): "20.0%", D("-0.2"): "-20.0%"}[rate]


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        ("18", "120", "15.0%"),  # KPI-14: profit 18 of 120
        ("120", "1200", "10.0%"),  # KPI-14: market 1,200
        ("150000", "1000000", "15.0%"),  # KPI-10
        ("18", "20", "90.0%"),  # KPI-09
        ("19", "20", "95.0%"),
        ("42", "50", "84.0%"),  # KPI-12: average 4.2 of 5
        ("5", "0", "n/a"),
    ],
)
def test_a_share_is_one_by_the_other_and_of_nothing_not_available(part, whole, text):
    assert METRICS["margin"].text(share(D(part), D(whole))) == text


def test_a_period_is_written_and_read_again():
    for text in ("2025-03", "2025Q4", "2024"):
        assert str(period_from(text)) == text
    assert [str(period_of(kind, dt.date(2025, 5, 31))) for kind in ("month", "quarter", "year")] == [
        "2025-05",
        "2025Q2",
        "2025",
    ]
    assert [str(MARCH.preceding), str(MARCH.year_before), str(MARCH.following)] == ["2025-02", "2024-03", "2025-04"]
    assert (Period("quarter", dt.date(2025, 1, 1)).last, period_from("2025Q5"), period_from("x")) == (
        dt.date(2025, 3, 31),
        None,
        None,
    )


def test_sales_profit_growth_margin_and_share_of_the_market(people, customer):
    """KPI-01, KPI-14 with documents: 120 after 100, profit 18 of 120, market 1,200"""
    product = ProductFactory()
    ProductCost.objects.create(product=product, valid_from=dt.date(2025, 1, 1), material=D("10"), production=D("7"))
    ProductCost.objects.create(product=product, valid_from=dt.date(2025, 4, 1), material=D("99"))
    sold(people, customer, "100", dt.date(2025, 2, 10))
    sold(people, customer, "120", dt.date(2025, 3, 10), product, 6)
    posted_invoice(customer, "999.00", dt.date(2025, 3, 11))  # of the old books
    with pytest.raises(PermissionDenied, match="each for what is in his charge"):
        enter_market_volume(
            people.rep1, unit=people.rep1.unit, kind="month", first=MARCH.first, amount=D(1), source="x"
        )
    with pytest.raises(BusinessError, match="where the market volume comes from"):
        enter_market_volume(
            people.director, unit=people.rep1.unit, kind="month", first=MARCH.first, amount=D(1), source=" "
        )
    assert not MarketVolume.objects.exists()
    assert METRICS["market_share"].value(people.rep1, MARCH).value is None
    region = people.manager.unit
    enter_market_volume(
        people.director, unit=region, kind="month", first=dt.date(2025, 3, 20), amount=D(1200), source="Association"
    )
    texts = {code: METRICS[code].text(METRICS[code].value(people.rep1, MARCH).value) for code in METRICS}
    assert {code: texts[code] for code in ("sales", "profit", "growth", "margin", "market_share")} == {
        "sales": "¥120.00",
        "profit": "¥18.00",
        "growth": "20.0%",
        "margin": "15.0%",
        "market_share": "10.0%",
    }
    assert texts["growth_on_year"] == "n/a"
    assert METRICS["market_share"].of_unit(region, MARCH).value == D("0.1")
    assert METRICS["market_share"].of_company(MARCH).value is None
    assert METRICS["sales"].of_company(MARCH).value == METRICS["sales"].of_unit(people.gm.unit, MARCH).value == 120


def test_kpi_10_new_customers_and_their_share_of_sales(people, customer):
    """KPI-10: 150,000 of 1,000,000"""
    new = active_customer(people.rep1)
    Customer.objects.filter(pk=new.pk).update(first_delivery_date=dt.date(2025, 3, 5))
    Customer.objects.filter(pk=customer.pk).update(first_delivery_date=dt.date(2024, 3, 5))
    sold(people, customer, "850000", dt.date(2025, 3, 10))
    sold(people, new, "150000", dt.date(2025, 3, 31))
    assert METRICS["new_customer_share"].value(people.rep1, MARCH).value == D("0.15")
    assert METRICS["new_customers"].value(people.rep1, MARCH).value == 1
    assert METRICS["new_customers"].value(people.rep1, MARCH.following).value == 0


def test_kpi_09_on_time_and_accuracy_per_rep(people, customer):
    """KPI-09: 20 lines, 18 on time, 19 without error"""
    order = confirmed_order(customer)
    line = order.lines.get()
    lines = [
        line,
        *(OrderLine(order=order, product=line.product, quantity=1, position=2 + place) for place in range(19)),
    ]
    OrderLine.objects.bulk_create(lines[1:])
    OrderLine.objects.filter(order=order).update(promised_date=dt.date(2025, 3, 10), accepted_date=dt.date(2025, 3, 10))
    pks = list(OrderLine.objects.filter(order=order).values_list("pk", flat=True))
    OrderLine.objects.filter(pk__in=pks[:2]).update(accepted_date=dt.date(2025, 3, 11))
    OrderLine.objects.filter(pk=pks[0]).update(error_flag=True)
    found = [METRICS[code].value(people.rep1, MARCH) for code in ("on_time_delivery", "order_accuracy")]
    assert [METRICS["order_accuracy"].text(each.value) for each in found] == ["90.0%", "95.0%"]
    assert METRICS["on_time_delivery"].value(people.rep2, MARCH).value is None


def test_kpi_12_complaints_handled_in_time(people, customer):
    """KPI-12: 10 complaints, 9 met"""
    received = at(dt.date(2025, 3, 10), dt.time(9))
    for place in range(10):
        Complaint.objects.create(
            number=f"C{place}",
            customer=customer,
            rep=people.rep1,
            channel="hotline",
            content="noise",
            received_at=received,
            contact_name="Li",
            contact_phone="1",
            location_type="local",
            half_time_at=received + dt.timedelta(hours=12),
            deadline_at=received + dt.timedelta(hours=24),
            handled_at=received + dt.timedelta(hours=1),
            sla_state="met" if place else "missed",
        )
    figure = METRICS["complaints_on_time"].value(people.rep1, MARCH)
    assert (figure.numerator, figure.denominator, METRICS["complaints_on_time"].text(figure.value)) == (9, 10, "90.0%")


def test_kpi_12_satisfaction_is_the_average_score_by_the_best(people, customer):
    """KPI-12: an average of 4.2 of 5 is 84.0 %"""
    survey = SatisfactionSurvey.objects.create(
        number="S1", name="S", opens_on=MARCH.first, closes_on=MARCH.last, created_by=people.rep1
    )
    invitation = SurveyInvitation.objects.create(
        survey=survey, customer=customer, status="answered", answered_at=at(MARCH.last, dt.time(23, 59))
    )
    for score in (5, 4, 4, 4, 4):
        question = SurveyQuestion.objects.create(survey=survey, text=f"Q{score}")
        SurveyAnswer.objects.create(invitation=invitation, question=question, score=score)
    metric = METRICS["satisfaction"]
    assert metric.text(metric.value(people.rep1, MARCH).value) == "84.0%"
    assert metric.value(people.rep1, MARCH.following).value is None


def test_external_sales_are_those_outside_the_group_or_the_exports(people, customer):
    """SET-53"""
    own = active_customer(people.rep1)
    Customer.objects.filter(pk=own.pk).update(is_group_company=True)
    sold(people, customer, "100", MARCH.first)
    sold(people, own, "40", MARCH.first)
    assert METRICS["external_sales"].value(people.rep1, MARCH).value == 100
    change_setting("external_sales", "export", people.admin)
    assert METRICS["external_sales"].value(people.rep1, MARCH).value == 0


def test_a_payment_counts_for_whoever_was_in_charge_on_its_day_and_a_reversal_takes_it_back(people, customer):
    """Handed over in the middle of the month: each by the day; paid and reversed is 0.00"""
    first = today().replace(day=1) - dt.timedelta(days=1)
    month = period_of("month", first)
    early = confirmed_payment(customer, "100.00", month.first)
    confirmed_payment(customer, "40.00", month.last)
    reassign_customer(customer.pk, people.manager, people.rep2, "region")
    newest = CustomerOwnerHistory.objects.filter(customer=customer).order_by("-pk").first()
    CustomerOwnerHistory.objects.filter(pk=newest.pk).update(at=at(month.last - dt.timedelta(days=5)))
    metric = METRICS["collections"]
    found = metric.values([people.rep1, people.rep2, people.rep3], month)
    assert [found[person.pk].value for person in (people.rep1, people.rep2, people.rep3)] == [100, 40, 0]
    assert metric.together([people.rep1, people.rep2], month).value == metric.of_company(month).value == 140
    reverse_payment(early.pk, a_finance_user(), "bounced")
    now = period_of("month", today())
    assert metric.of_company(now).value == -100
    assert metric.value(people.rep2, now).value == -100


def test_after_a_merge_a_payment_still_counts_for_whoever_was_in_charge_of_the_file(people, customer):
    """CUS-08, CUS-13: neither nobody nor the owner of the closed file"""
    double = active_customer(people.rep2)
    for file in (customer, double):
        CustomerOwnerHistory.objects.create(customer=file, to_user=file.owner, changed_by=people.manager, reason="…")
    payment = confirmed_payment(customer, "100.00", today() - dt.timedelta(days=3))
    merge_customers(customer.pk, people.manager, double.pk, "the same firm")
    period = period_of("month", payment.date)
    found = METRICS["collections"].values([people.rep1, people.rep2], period)
    assert [found[person.pk].value for person in (people.rep1, people.rep2)] == [100, 0]


def test_the_queries_do_not_grow_with_people(people, customer):
    counts = []
    for number in (1, 3):
        everybody = [people.rep1, people.rep2, people.rep3][:number]
        for metric in METRICS.values():
            metric.values(everybody, MARCH)
        with CaptureQueriesContext(connection) as asked:
            for metric in METRICS.values():
                metric.values(everybody, MARCH)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 51


@pytest.mark.parametrize("code", METRICS)
def test_the_rows_behind_a_figure_are_shown_to_those_who_may(client, people, customer, code):
    sold(people, customer, "100", today())
    confirmed_payment(customer, "100.00", today())
    address = reverse("metric-rows", args=[code]) + f"?period={period_of('month', today())}"
    for person, whose, status in (
        (people.rep1, people.rep1, 404 if METRICS[code].is_cost else 200),
        (people.rep1, people.rep2, 404),
        (people.manager, people.rep1, 200),
        (people.manager2, people.rep1, 404),
        (people.gm, people.rep1, 200),
    ):
        client.force_login(person)
        assert client.get(f"{address}&person={whose.pk}").status_code == status, person.username
    assert client.get(address).status_code == 200
    client.force_login(people.quality)
    assert client.get(address).status_code == 403


def test_the_market_volume_page(client, people):
    client.force_login(people.director)
    form = {"unit": people.gm.unit.pk, "kind": "year", "first": "2025-05-01", "amount": "5000", "source": "Association"}
    for amount in ("5000", "6000"):
        answer = client.post(reverse("market-volume-create"), {**form, "amount": amount})
        assert answer.status_code == 302, answer.content
    volume = MarketVolume.objects.get()
    assert (volume.first, volume.amount) == (dt.date(2025, 1, 1), D(6000))
    assert "6,000.00" in client.get(reverse("market-volume-list")).content.decode()
    client.force_login(people.rep1)
    assert client.post(reverse("market-volume-create"), form).status_code == 403
    assert timezone.now() >= volume.entered_at


def test_what_several_metrics_are_counted_from_is_counted_once_and_never_kept(people, customer):
    sold(people, customer, "100", MARCH.first)
    with counted_once(), CaptureQueriesContext(connection) as asked:
        first = METRICS["sales"].value(people.rep1, MARCH).value
        before = len(asked)
        assert METRICS["sales"].value(people.rep1, MARCH).value == first == 100
        assert len(asked) == before
    sold(people, customer, "20", MARCH.first)
    assert METRICS["sales"].value(people.rep1, MARCH).value == 120
