"""Sums kept by person and month: never other than the documents say, whatever happens to these (PLN-05, TEAM-02, CUS-08)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from customers.customer.models import Customer, CustomerOwnerHistory
from customers.customer.owner import reassign_customer
from customers.duplicate.merge import merge_customers
from customers.tests.factories import active_customer
from orders.order.models import Order
from orders.payment.recording import reverse_payment
from orders.tests.factories import confirmed_order
from orders.tests.factories_money import a_finance_user, confirmed_payment
from performance.collection.result import collected_by_month, results, totals
from performance.metric.by_person import (
    COLLECTED_SUMS,
    NOTHING,
    ORDERED_SUMS,
    count_people,
    wrong_months,
)
from performance.metric.models import PersonMonth, UncountedPersonDays
from performance.metric.states import KeptSum
from performance.team.figures import YEAR, period_of, progress_of, rank_of
from salesmgmt.core import registry
from salesmgmt.core.calendar import today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

D = Decimal
EVER = (dt.date(today().year - 2, 1, 1), dt.date(today().year + 1, 12, 31))


def figures(people):
    """Everything that is read from these sums, of the company, of a region and of one person."""
    found = []
    for each in (COLLECTED_SUMS, ORDERED_SUMS):
        for who in (None, [people.rep1.pk], [people.rep1.pk, people.rep2.pk]):
            found.append(each.of_people(*EVER, who))
            found.append(each.by_month(*EVER, who))
            found.append(each.whole(*EVER, who))
    for user in (people.gm, people.manager):
        found.append(sorted((row.rep.pk, row.collected) for row in results(user, today().year)))
        found.append(totals(user, today().year))
        rows = progress_of(user, [people.rep1, people.rep2], period_of(YEAR))
        found.append([(row.orders, row.order_amount, row.collected) for row in rows])
    return [*found, collected_by_month(today().year), rank_of(people.rep1, today().year)]


def without_nothing(found):
    """A person without a sum and one whose sums cancel out say the same."""
    return [
        {key: value for key, value in each.items() if value != NOTHING} if isinstance(each, dict) else each
        for each in found
    ]


def as_the_documents_say(people):
    with transaction.atomic():
        UncountedPersonDays.objects.bulk_create(
            UncountedPersonDays(what=what, first=dt.date.min, last=dt.date.max) for what in KeptSum
        )
        found = figures(people)
        transaction.set_rollback(True)
    return without_nothing(found)


def nothing_open():
    return not any(each.uncounted(*EVER) for each in (COLLECTED_SUMS, ORDERED_SUMS))


@pytest.fixture
def trade(people):
    """Two customers, payments and orders on several days, a hand-over; all counted."""
    people.first, people.second = active_customer(people.rep1), active_customer(people.rep2)
    people.paid = [
        confirmed_payment(people.first, "100.00", today()),
        confirmed_payment(people.first, "50.00", today() - dt.timedelta(days=40)),
        confirmed_payment(people.second, "70.00", today()),
    ]
    people.orders = [confirmed_order(customer) for customer in (people.first, people.second)]
    people.handed = active_customer(people.rep1)
    confirmed_payment(people.handed, "30.00", today() - dt.timedelta(days=3))
    reassign_customer(people.handed.pk, people.manager, people.rep2, "区域调整")
    confirmed_payment(people.handed, "5.00", today())
    assert count_people() > 0
    assert nothing_open()
    return people


def test_what_is_kept_is_what_the_documents_say(trade):
    assert without_nothing(figures(trade)) == as_the_documents_say(trade)
    collected = COLLECTED_SUMS.of_people(*EVER)
    assert collected == {trade.rep1.pk: (3, D("180.00")), trade.rep2.pk: (2, D("75.00"))}
    assert ORDERED_SUMS.of_people(*EVER)[trade.rep1.pk] == (1, trade.orders[0].amount)
    assert wrong_months() == []
    assert count_people() == 0


def another_payment(people):
    confirmed_payment(people.first, "11.00", today() - dt.timedelta(days=3))


def reversal(people):
    reverse_payment(people.paid[1].pk, a_finance_user(), "退票")


def another_order(people):
    confirmed_order(people.second)


def other_amount(people):
    Order.objects.filter(pk=people.orders[0].pk).update(amount=D("1.23"))


def other_day(people):
    Order.objects.filter(pk=people.orders[0].pk).update(order_date=today() - dt.timedelta(days=9))


def cancelled(people):
    Order.objects.filter(pk=people.orders[1].pk).update(status=Order.Status.CANCELLED)


def owner_without_a_hand_over(people):
    """What no act of the program does: all days are the new one's."""
    Customer.objects.filter(pk=people.first.pk).update(owner=people.rep2)


def hand_over_of_an_earlier_day(people):
    history = CustomerOwnerHistory.objects.filter(customer=people.handed, from_user__isnull=False)
    history.update(at=timezone.now() - dt.timedelta(days=4))


def hand_over_forgotten(people):
    CustomerOwnerHistory.objects.filter(customer=people.handed, from_user__isnull=False).delete()


@pytest.mark.parametrize(
    "act",
    [
        another_payment,
        reversal,
        another_order,
        other_amount,
        other_day,
        cancelled,
        owner_without_a_hand_over,
        hand_over_of_an_earlier_day,
        hand_over_forgotten,
    ],
)
def test_whatever_changes_afterwards_is_seen_at_once_and_kept_after_the_next_count(trade, act):
    before = figures(trade)
    act(trade)
    changed = without_nothing(figures(trade))
    assert changed != without_nothing(before)
    assert changed == as_the_documents_say(trade)
    assert wrong_months() == []  # its days are noted
    assert count_people() > 0
    assert without_nothing(figures(trade)) == changed
    assert nothing_open()
    assert wrong_months() == []


def test_a_hand_over_leaves_the_days_before_it(trade):
    """CUS-08: what was collected before is the one's who was in charge; only the days from the hand-over on are noted."""
    confirmed_payment(trade.first, "1.00", today())
    count_people()
    before = COLLECTED_SUMS.of_people(*EVER)
    reassign_customer(trade.first.pk, trade.manager, trade.rep2, "区域调整")
    assert COLLECTED_SUMS.uncounted(*EVER) == [(today(), EVER[1])]
    assert COLLECTED_SUMS.uncounted(EVER[0], today() - dt.timedelta(days=1)) == []
    after = COLLECTED_SUMS.of_people(*EVER)
    assert after[trade.rep1.pk][1] == before[trade.rep1.pk][1] - D("101.00")
    assert without_nothing(figures(trade)) == as_the_documents_say(trade)


def test_a_new_file_touches_no_day(trade):
    active_customer(trade.rep1)
    assert nothing_open()


def test_a_merge_moves_what_was_collected_once(trade):
    kept = active_customer(trade.rep2)
    merge_customers(kept.pk, trade.manager, trade.first.pk, "同一家企业")
    moved = without_nothing(figures(trade))
    assert moved == as_the_documents_say(trade)
    count_people()
    assert without_nothing(figures(trade)) == moved
    assert wrong_months() == []


def test_the_check_names_the_month_that_does_not_agree_and_mends_it(trade, capsys):
    call_command("check_person_months")
    PersonMonth.objects.filter(what=KeptSum.COLLECTED, month=today().replace(day=1), person=trade.rep1).update(
        amount=D("1")
    )
    PersonMonth.objects.filter(what=KeptSum.ORDERED).delete()
    assert {what for what, _day in wrong_months()} == set(KeptSum)
    with pytest.raises(CommandError, match="2 months do not agree"):
        call_command("check_person_months")
    assert f"{today():%Y-%m}" in capsys.readouterr().err
    call_command("check_person_months", "--mend")
    assert wrong_months() == []
    assert without_nothing(figures(trade)) == as_the_documents_say(trade)


def test_the_job_of_the_clock_counts(trade):
    another_payment(trade)
    assert registry.periodic_job("person-months").run(timezone.now()) == 1
    assert nothing_open()
