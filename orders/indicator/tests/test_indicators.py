"""Receivables against the goods dispatched in the year (REC-08)."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.db import connection
from django.urls import reverse

from orders.delivery.models import DeliveryNote
from orders.indicator.figures import receivable_ratio
from orders.indicator.rules import band, ratio
from orders.indicator.states import Band
from orders.invoice.models import Invoice
from orders.payment.figures import receivable
from orders.payment.models import Payment
from orders.tests.factories import demand
from orders.tests.factories_fulfilment import signed_delivery
from orders.tests.factories_money import confirmed_payment, posted_invoice
from salesmgmt.core.calendar import SHANGHAI, today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

IN_SQL = """
SELECT (SELECT COALESCE(SUM(ROUND(l.quantity * l.price, 2)), 0)
        FROM orders_deliverynoteline l JOIN orders_deliverynote n ON n.id = l.note_id
        WHERE n.kind <> 'sample' AND (n.departed_at AT TIME ZONE 'Asia/Shanghai') >= %(first)s
          AND (n.departed_at AT TIME ZONE 'Asia/Shanghai') < %(next)s),
       (SELECT COALESCE(SUM(amount), 0) FROM orders_ledgerentry WHERE date < %(next)s)"""


def noon(day):
    return dt.datetime.combine(day, dt.time(12), SHANGHAI)


@pytest.mark.parametrize(
    ("outstanding", "found"),
    [
        ("1000000", Band.TARGET),
        ("1000000.01", Band.WITHIN),
        ("1500000", Band.WITHIN),
        ("1500001", Band.EXCEEDED),
        ("0", Band.TARGET),
    ],
)
def test_rec_08_up_to_ten_per_cent_is_the_target_up_to_fifteen_within(outstanding, found):
    """REC-08: of 10,000,000"""
    assert band(ratio(D(outstanding), D(10_000_000)), D(10), D(15)) is found


def test_rec_08_without_goods_dispatched_there_is_no_ratio():
    """REC-08"""
    assert ratio(D(5), D(0)) is None and band(None, D(10), D(15)) is None


def test_rec_08_the_year_up_to_today_as_sql_finds_it(people, customer):
    """REC-08: samples and last year left out, as (dispatched, outstanding)"""
    now = signed_delivery(people)
    sample, before = signed_delivery(people), signed_delivery(people)
    DeliveryNote.objects.filter(pk=now.pk).update(departed_at=noon(today()))
    DeliveryNote.objects.filter(pk=sample.pk).update(
        kind=DeliveryNote.Kind.SAMPLE, departed_at=noon(today()), chargeable=False
    )
    DeliveryNote.objects.filter(pk=before.pk).update(departed_at=noon(dt.date(today().year - 1, 12, 31)))
    posted_invoice(customer, "2000.00", date=dt.date(today().year - 1, 12, 1))
    posted_invoice(customer, "300.00")
    confirmed_payment(customer, "100.00")
    month = receivable_ratio(people.gm, today().year)[-1]
    value = sum(line.amount for line in now.lines.all())
    with connection.cursor() as cursor:
        first = dt.date(today().year, 1, 1)
        cursor.execute(IN_SQL, {"first": first, "next": today() + dt.timedelta(days=1)})
        assert cursor.fetchone() == (month.dispatched, month.outstanding) == (value, D("2200.00"))
    assert month.share == month.outstanding / value
    last = receivable_ratio(people.gm, today().year - 1)
    assert (len(last), last[-1].day, last[-1].outstanding) == (12, dt.date(today().year - 1, 12, 31), D("2000.00"))
    assert last[-1].dispatched == sum(line.amount for line in before.lines.all()) and last[-2].dispatched == 0


def test_the_limits_are_settings(people, customer, settings_of):
    note = signed_delivery(people)
    DeliveryNote.objects.filter(pk=note.pk).update(departed_at=noon(today()))
    posted_invoice(customer, sum(line.amount for line in note.lines.all()) / 5)
    assert receivable_ratio(people.gm, today().year)[-1].band is Band.EXCEEDED
    settings_of(receivable_ratio_maximum=20)
    assert receivable_ratio(people.gm, today().year)[-1].band is Band.WITHIN


def test_each_sees_the_figure_of_what_he_may_see(people, customer):
    signed_delivery(people)
    posted_invoice(customer, "300.00")
    year = today().year
    assert receivable_ratio(people.rep1, year)[-1].outstanding == 300
    assert (
        receivable_ratio(people.rep2, year)[-1].outstanding == receivable_ratio(people.rep2, year)[-1].dispatched == 0
    )


def test_the_page_says_the_standing_and_leads_to_the_receivables_of_the_day(client, people, customer):
    posted_invoice(customer, "300.00")
    for person, answer in ((people.finance, 200), (people.gm, 200), (people.warehouse, 403), (people.admin, 403)):
        client.force_login(person)
        page = client.get(reverse("receivable-indicators"))
        assert page.status_code == answer, person.username
    client.force_login(people.finance)
    assert (
        f"{reverse('receivable-report')}?day={today():%Y-%m-%d}"
        in client.get(reverse("receivable-indicators")).content.decode()
    )
    sample, note = signed_delivery(people), signed_delivery(people)
    DeliveryNote.objects.filter(pk=sample.pk).update(kind=DeliveryNote.Kind.SAMPLE, chargeable=False)
    page = client.get(reverse("receivable-indicators"))
    listed = client.get(f"{reverse('delivery-list')}?{page.context['goods']}{today():%Y-%m-%d}").content.decode()
    assert note.number in listed and sample.number not in listed
    for wrong in ("x", "1", "99999999999"):
        assert client.get(reverse("receivable-indicators"), {"year": wrong}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_keeps_its_queries(client, people, customer, count, django_assert_max_num_queries):
    for _number in range(count):
        posted_invoice(customer, "300.00")
    client.force_login(people.finance)
    client.get(reverse("receivable-indicators"))
    with django_assert_max_num_queries(14):
        client.get(reverse("receivable-indicators"))


def test_a_prepayment_held_for_a_notice_is_no_money_against_older_debt(people, customer):
    """As everywhere: outstanding = open − not allocated + prepayments held, on each day."""
    posted_invoice(customer, "300.00")
    notice = demand(customer)
    confirmed_payment(customer, "120.00", kind="prepayment", demand_notice=notice)
    last = receivable_ratio(people.gm, today().year)[-1]
    assert last.outstanding == receivable(Invoice.objects.all(), Payment.objects.all()).outstanding == D("300.00")
