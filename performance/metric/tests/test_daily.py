"""Sales kept by day: never other than the documents say, whatever happens to these (ANA-04, KPI-01)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.utils import timezone

from customers.customer.owner import reassign_customer
from customers.duplicate.merge import merge_customers
from customers.tests.factories import active_customer
from orders.invoice.models import Invoice, InvoiceLine
from orders.tests.factories_money import confirmed_payment
from performance.analysis.answer import Answer
from performance.analysis.measure import MEASURES
from performance.analysis.question import Question
from performance.analysis.states import Split
from performance.metric.catalogue import METRICS
from performance.metric.daily import count_days, joined, uncounted, wrong_days
from performance.metric.models import BilledDay, SoldDay, UncountedDays
from performance.metric.period import period_of
from performance.metric.tests.test_metrics import sold
from pricing.cost.models import ProductCost
from pricing.tests.factories import ProductFactory
from salesmgmt.core import registry
from salesmgmt.core.calendar import add_months, today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

D = Decimal
EVER = (dt.date.min, dt.date.max)


def day(back, of_month=10):
    return add_months(today().replace(day=1), -back).replace(day=of_month)


def figures(people):
    """Everything that is added up from sales, of the company and of one region."""
    found = []
    for user in (people.gm, people.manager):
        for code in ("sales", "profit", "margin", "quantity"):
            for split in Split.values:
                answer = Answer(Question(measure=code, split=split), user)
                found.append([(line.key, line.value, line.previous, line.earlier, line.part) for line in answer.lines])
                found.append((answer.total.value, answer.total.previous, answer.total.earlier))
        narrowed = Answer(Question(measure="sales", split=Split.PRODUCT, unit=people.manager.unit_id), user)
        found.append([(line.label, line.value) for line in narrowed.lines])
    for back in (0, 1, 13):
        period = period_of("month", day(back))
        for code in ("sales", "profit", "growth", "margin"):
            found.append(METRICS[code].of_company(period).value)
            found.append(METRICS[code].value(people.rep1, period).value)
    return found


def as_the_documents_say(people):
    """The same, of documents alone."""
    with transaction.atomic():
        UncountedDays.objects.create(first=EVER[0], last=EVER[1])
        found = figures(people)
        transaction.set_rollback(True)
    return found


@pytest.fixture
def trade(people):
    """Two customers, two products of which one has a cost, sales in four months; all counted."""
    first, second = active_customer(people.rep1), active_customer(people.rep2)
    dear, cheap = ProductFactory(), ProductFactory()
    ProductCost.objects.create(product=dear, valid_from=day(30), material=D("3.33"))
    people.invoices = [
        sold(people, first, "100", day(0, 1), dear, quantity=3),
        sold(people, first, "50", day(0, 1), dear),
        sold(people, second, "70", day(1), cheap, quantity=2),
        sold(people, first, "30", day(13), dear, quantity=7),
        sold(people, second, "20", day(14), None),
    ]
    people.first, people.second, people.dear = first, second, dear
    assert count_days() > 0
    assert uncounted(*EVER) == []
    return people


def test_what_is_kept_is_what_the_documents_say(trade):
    assert (BilledDay.objects.count(), SoldDay.objects.count()) == (4, 4)
    assert figures(trade) == as_the_documents_say(trade)
    assert METRICS["sales"].of_company(period_of("month", today())).value == 150
    assert METRICS["profit"].of_company(period_of("month", today())).value == D("150") - D("9.99") - D("3.33")
    assert wrong_days() == []
    assert count_days() == 0


def late_booking(people):
    sold(people, people.second, "11", day(13, 20), people.dear, quantity=2)


def another_on_a_counted_day(people):
    sold(people, people.second, "12", day(1), people.dear)


def credit_note(people):
    note = Invoice.objects.create(
        number="RED-1",
        customer=people.first,
        created_by=people.finance,
        source=Invoice.Source.CREDIT,
        corrects=people.invoices[0],
        status=Invoice.Status.POSTED,
        posted_at=timezone.now(),
        date=day(0, 1),
        due_date=day(0, 1),
        amount=D("-11.30"),
        net=D("-10"),
        tax=D("-1.30"),
        open_amount=D("-11.30"),
    )
    note.lines.create(name="退货", product=people.dear, quantity=-1, amount=D("-11.30"), net=D("-10"), tax=D("-1.30"))


def invoice_of_another_day(people):
    Invoice.objects.filter(pk=people.invoices[2].pk).update(date=day(2))


def other_line(people):
    InvoiceLine.objects.filter(invoice=people.invoices[0]).update(product=None, quantity=9)


def line_deleted(people):
    InvoiceLine.objects.filter(invoice=people.invoices[1]).delete()


def earlier_cost(people):
    ProductCost.objects.create(product=people.dear, valid_from=day(5), material=D("4.44"))


def other_cost(people):
    ProductCost.objects.update(material=D("2.22"))


def no_cost(people):
    ProductCost.objects.all().delete()


def old_books(people):
    """What was taken over counts no more, nor what corrects it."""
    credit_note(people)
    count_days()
    Invoice.objects.filter(pk=people.invoices[0].pk).update(source=Invoice.Source.OPENING, delivery=None)


@pytest.mark.parametrize(
    "act",
    [
        late_booking,
        another_on_a_counted_day,
        credit_note,
        invoice_of_another_day,
        other_line,
        line_deleted,
        earlier_cost,
        other_cost,
        no_cost,
        old_books,
    ],
)
def test_whatever_changes_afterwards_is_seen_at_once_and_kept_after_the_next_count(trade, act):
    before = figures(trade)
    act(trade)
    changed = figures(trade)
    assert changed != before
    assert changed == as_the_documents_say(trade)
    assert wrong_days() == []  # its days are noted
    assert count_days() > 0
    assert figures(trade) == changed
    assert uncounted(*EVER) == []
    assert wrong_days() == []


def test_a_payment_and_a_hand_over_touch_no_day(trade):
    confirmed_payment(trade.first, "20.00", today())
    Invoice.objects.filter(pk=trade.invoices[0].pk).update(
        status=Invoice.Status.PAID, open_amount=0, settled_on=today()
    )
    reassign_customer(trade.first.pk, trade.manager, trade.rep2, "区域调整")
    assert uncounted(*EVER) == []
    assert figures(trade) == as_the_documents_say(trade)


def test_a_merge_moves_what_was_sold_once(trade):
    kept = active_customer(trade.rep2)
    merge_customers(kept.pk, trade.manager, trade.first.pk, "同一家企业")
    assert Invoice.objects.filter(customer=kept).count() == 3
    moved = figures(trade)
    assert moved == as_the_documents_say(trade)
    count_days()
    assert figures(trade) == moved
    assert wrong_days() == []


def test_the_check_names_the_day_that_does_not_agree_and_mends_it(trade, capsys):
    call_command("check_sales_days")
    SoldDay.objects.filter(day=day(1)).update(profit=D("1"))
    BilledDay.objects.filter(day=day(13)).delete()
    assert wrong_days() == [day(13), day(1)]
    with pytest.raises(CommandError, match="2 days do not agree"):
        call_command("check_sales_days")
    assert str(day(13)) in capsys.readouterr().err
    call_command("check_sales_days", "--mend")
    assert wrong_days() == []
    assert figures(trade) == as_the_documents_say(trade)


def test_stretches_that_meet_are_one():
    first, second, third, fourth = (dt.date(2025, 1, number) for number in (1, 2, 3, 5))
    assert joined([(first, second), (first, first), (third, third), (fourth, fourth)]) == [
        (first, third),
        (fourth, fourth),
    ]
    assert joined([(first, dt.date.max), (second, third)]) == [(first, dt.date.max)]


def test_only_the_months_that_are_looked_at_are_read_from_documents(trade):
    late_booking(trade)
    assert uncounted(day(1, 1), today()) == []
    assert uncounted(day(13, 1), today()) == [(day(13, 20), day(13, 20))]


def test_the_job_of_the_clock_counts(trade):
    late_booking(trade)
    assert registry.periodic_job("sales-days").run(timezone.now()) == 1
    assert uncounted(*EVER) == []


def test_every_measure_of_sales_reads_what_is_kept():
    kept = {code for code, measure in MEASURES.items() if measure.whole.daily and measure.lines.daily}
    assert kept == {"sales", "profit", "margin", "quantity"}


@pytest.mark.django_db(transaction=True)
def test_a_note_that_comes_while_days_are_counted_stays():
    other = connections["default"].copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute("INSERT INTO performance_uncounteddays (first, last) VALUES ('2025-01-02', '2025-01-02')")
        count_days()
        other.commit()
    finally:
        other.close()
    assert uncounted(*EVER) == [(dt.date(2025, 1, 2), dt.date(2025, 1, 2))]
